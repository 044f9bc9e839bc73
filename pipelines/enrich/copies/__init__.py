"""Copies: articles whose words are another's, who had them first, and what was changed."""

from pipelines.enrich.copies.alignment import shared_words
from pipelines.enrich.copies.groups import Article, Pair, duplicates_of, is_close
from pipelines.enrich.copies.sketch import band_hashes
from pipelines.enrich.copies.words import word_codes

VERSION = "2"
"""Version of the code: raise it when the same articles give other rows."""

__all__ = [
    "VERSION",
    "Article",
    "Pair",
    "band_hashes",
    "duplicates_of",
    "is_close",
    "shared_words",
    "word_codes",
]
