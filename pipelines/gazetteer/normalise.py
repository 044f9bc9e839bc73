"""Names as keys: the same string for every spelling of a place name that differs only in how it is typed."""

import hashlib
import re
import unicodedata
from functools import lru_cache

NORMALISE_CACHE_ENTRIES = 16_384
"""Surfaces repeat in news; at about 200 bytes an entry the cache stays near 3 MB."""
MAX_NAME_CHARS = 120
"""Longer surfaces are cut: the longest name in GeoNames that news would print has under 100 characters."""
HASH_BITS = 56
"""Of two million keys, a surface that is none of them collides with one with a chance of 3 in 100 billion."""

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("'’‘ʼʻ`´′ʹʾʿ‛\u200b\u00ad\ufeff", None),
        **dict.fromkeys('-‐‑‒–—−_/,;:()[]"“”«»*|\\\u00a0', " "),
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "ð": "d",
        "ə": "a",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
        "&": " and ",
    }
)
_POSSESSIVE = re.compile(r"(?:['’ʼ]s|(?<=s)['’ʼ])$", re.IGNORECASE)
_DOTTED = re.compile(r"\b(\w)\.(?=\w\.|\w\b|\s|$)")
_EXPANSIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "mtn": "mountain", "ft": "fort", "pt": "point"}


@lru_cache(maxsize=NORMALISE_CACHE_ENTRIES)
def name_key(name: str) -> str:
    """The key of a name as a gazetteer lists it: a possessive ending is part of the name ("St. John's").

    Diacritics, case, apostrophes, hyphens and full stops are gone, `St.`, `Ste.`, `Mt.`, `Ft.` before a name are
    spelled out, a leading `the` is dropped, white space is single. A name without letters or digits gives "".
    """
    text = name[:MAX_NAME_CHARS]
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    text = text.lower().translate(_LETTERS)
    if "." in text:
        text = _DOTTED.sub(r"\1", text).replace(".", " ")
    words = text.split()
    if len(words) > 1:
        if words[0] == "the":
            del words[0]
        words[:-1] = [_EXPANSIONS.get(word, word) for word in words[:-1]]
    return " ".join(words)


def normalise_name(surface: str) -> str:
    """The key of a name as a text writes it: as `name_key`, and without a possessive ending ("Ukraine's")."""
    return name_key(without_possessive(surface))


def without_possessive(surface: str) -> str:
    """The surface without "'s", or without the apostrophe of a plural possessive."""
    return _POSSESSIVE.sub("", surface)


def key_hash(key: str) -> int:
    """A stable hash of a key, `HASH_BITS` wide: what the name index is sorted by."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=HASH_BITS // 8).digest()
    return int.from_bytes(digest, "big")
