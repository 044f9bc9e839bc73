"""Names as plain letters: Latin script, no diacritics, one case, no punctuation that writers vary."""

import re
import unicodedata
from functools import lru_cache

MAX_NAME_CHARS = 200
"""A longer "name" is a run of text that a recogniser misread; what follows this many characters tells nothing."""

CACHE_SIZE = 1 << 15
"""Names that are remembered: more than the 20,000 that are looked at together when all entities are made, which fewer would slow down."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "ʹ": "'", "ʻ": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"'}
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_MARKS = _INVISIBLE | _QUOTES | _DASHES
_SPACES = re.compile(r"\s+")
_EDGES = " \t\n.,;:!?\"'()[]{}<>*_|/\\-"
_EDGES_BUT_STOP = _EDGES.replace(".", "")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$", re.IGNORECASE)

# Letters that Unicode does not decompose, as English-language desks write them.
_LETTERS = str.maketrans({
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "ng",
})  # fmt: skip

# Cyrillic after BGN/PCGN and Greek after ELOT 743, both simplified to the spelling of newspapers.
_CYRILLIC = dict(zip("абвгдежзиклмнопрстуфхцчшщъыьэюя", (
    ["a", "b", "v", "g", "d", "e", "zh", "z", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"]), strict=True))  # fmt: skip
_CYRILLIC |= {
    "й": "y",
    "ё": "yo",
    "і": "i",
    "ї": "yi",
    "є": "ye",
    "ґ": "g",
    "ў": "u",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "ђ": "dj",
    "џ": "dz",
}
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_SCRIPTS = str.maketrans(_CYRILLIC | _GREEK)
_PLAIN = _LETTERS | _MARKS | _SCRIPTS


def word_set(text: str) -> frozenset[str]:
    """The words of a word list that is written as running text."""
    return frozenset(text.split())


@lru_cache(maxsize=CACHE_SIZE)
def cleaned(name: str) -> str:
    """`name` as it should be shown: visible characters, single spaces, no edge punctuation, no possessive, no "the".

    A capital "The" stays: it is part of The Hague and of many titles; what names are compared by leaves it out.
    """
    text = name[:MAX_NAME_CHARS]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_MARKS)
    text = _SPACES.sub(" ", text.replace("`", "'")).strip()
    bare = _POSSESSIVE.sub("", text)
    bare = bare.strip(_EDGES_BUT_STOP).rstrip(_EDGES if not _is_dotted(bare) else "")
    return bare.removeprefix("the ") or text or name[:MAX_NAME_CHARS]


def _is_dotted(text: str) -> bool:
    """True for names that end in an abbreviation's full stop: "U.S.", "Trump Jr.", "Acme Inc."."""
    return text.endswith(".") and len(text.rsplit(" ", 1)[-1]) <= len("Corp.")


@lru_cache(maxsize=CACHE_SIZE)
def folded(name: str) -> str:
    """`name` in lower-case letters a-z, digits, spaces, `'`, `-`, `.`, `,` and `&`, as far as it is in a known script.

    Letters of scripts that are not romanised here stay as they are, so such names still equal themselves.
    """
    text = cleaned(name).casefold()
    if not text.isascii():
        text = _composed_cyrillic(unicodedata.normalize("NFKD", text.translate(_LETTERS)))
        text = "".join(ch for ch in text if not unicodedata.combining(ch)).translate(_PLAIN)
    return _SPACES.sub(" ", text).strip().removeprefix("the ")


def _composed_cyrillic(text: str) -> str:
    """Cyrillic letters whose mark is part of the letter (й, ё, ї) put together again after decomposition."""
    return text.replace("и\u0306", "й").replace("е\u0308", "ё").replace("і\u0308", "ї").replace("у\u0306", "ў")


_NOT_LETTERS = re.compile(r"[^\w]+|_+")


@lru_cache(maxsize=CACHE_SIZE)
def words(name: str) -> tuple[str, ...]:
    """The words of the folded name: apostrophes and full stops inside a word vanish, other punctuation separates."""
    if _is_plain(name):
        text = " ".join(name.split()).strip("- ").removeprefix("the ").lower().removeprefix("the ")
        return tuple(text.replace("-", " ").split())
    text = folded(name).replace("'", "").replace(".", " " if _has_spaced_initials(name) else "")
    return tuple(_NOT_LETTERS.sub(" ", text.replace("&", " and ")).split())


def _is_plain(name: str) -> bool:
    """True for most names: letters A to Z, spaces and hyphens, of which nothing needs folding."""
    is_short = len(name) <= MAX_NAME_CHARS
    return is_short and name.isascii() and name[:1].isalpha() and name.replace(" ", "").replace("-", "").isalpha()


def _has_spaced_initials(name: str) -> bool:
    """True where a full stop ends an initial that the next name touches: "J.K.Rowling", not "U.S."."""
    return re.search(r"\.[^\W\d_]{2}", name[:MAX_NAME_CHARS]) is not None


def letters(name: str) -> str:
    """The folded name's letters and digits run together: equal for "Jong-un", "Jong Un" and "Jongun"."""
    return "".join(words(name))
