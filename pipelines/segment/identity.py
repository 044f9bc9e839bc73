"""The id of an article."""

import hashlib

ARTICLE_ID_CHARS = 24  # 96 bits: no collision to expect among billions of articles


def article_id_of(text: str) -> str:
    """Hash of the article's text: the same text has the same id wherever and whenever it is met."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:ARTICLE_ID_CHARS]
