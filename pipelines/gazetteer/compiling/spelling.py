"""Which of a place's many names may stand in English text."""

MAX_AIRPORT_CODE_CHARS = 3
"""Names of up to three capitals are airport codes, which mean something else in a text."""


def is_english_alternate(name: str) -> bool:
    """Whether an alternate name may stand in English text: Latin or Cyrillic, capitalised, no airport code."""
    if not name[:1].isupper() or (len(name) <= MAX_AIRPORT_CODE_CHARS and name.isascii() and name.isupper()):
        return False
    return all(ord(c) < 0x530 or 0x1E00 <= ord(c) < 0x2070 or 0x2C6 <= ord(c) < 0x370 for c in name)
