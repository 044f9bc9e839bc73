"""What a user types, as an FTS5 expression in which nothing of it is an operator.

Words are quoted for FTS5, so that AND, NEAR, a minus, a colon or a bracket is text like any other. `"two words"` is a
phrase, `cease*` all that begins so. A plain word stands for its singular and its plural; a phrase only for itself.
"""

import re
import unicodedata
from typing import NamedTuple

MAX_TERMS = 40
"""Words and phrases of one search; more are a text, not a question."""
SHORTEST_FORM = 4
"""Letters from which on a word has an English plural to look for: "is", "gas" and "UN" have none."""
_PART = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_SIBILANT = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


class TermsError(ValueError):
    """Nothing to look for, or too much; the message says what to do."""


class Terms(NamedTuple):
    """A search in FTS5's language.

    Attributes:
        all_of: Matches what has every term.
        any_of: Matches what has one of them or more.
    """

    all_of: str
    any_of: str


def parsed_terms(text: str) -> Terms:
    """Return a user's words as expressions.

    Raises:
        TermsError: If there is no word in it, or more than `MAX_TERMS`.
    """
    groups = [group for match in _PART.finditer(text.replace("\0", " ")) if (group := _group(match))]
    if not groups:
        raise TermsError('nothing to look for: give words, "a phrase" in quotes, or the beginning of a word with *')
    if len(groups) > MAX_TERMS:
        raise TermsError(f"{len(groups)} words are more than the {MAX_TERMS} that one search can have; leave some out")
    return Terms(" AND ".join(groups), " OR ".join(groups))


def _group(match: re.Match[str]) -> str:
    phrase, word = match["phrase"], match["word"]
    if phrase is not None:
        return _quoted(phrase) if _has_letters(phrase) else ""
    stem = word.rstrip("*")
    if not _has_letters(stem):
        return ""
    if stem != word:
        return f"{_quoted(stem)} *"
    forms = number_forms(stem)
    return _quoted(stem) if len(forms) == 1 else f"({' OR '.join(map(_quoted, forms))})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _has_letters(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def number_forms(word: str) -> tuple[str, ...]:
    """Return an English word with its singular and its plural; a word of other letters as it is.

    Both are guesses of spelling: one that no text has finds nothing and does no harm.
    """
    lower = word.lower()
    if len(lower) < SHORTEST_FORM or not (lower.isascii() and lower.isalpha()):
        return (word,)
    if lower.endswith("s") and (singulars := _singulars(lower)):
        return (word, *singulars)
    return (word, _plural(lower))


def _singulars(plural: str) -> tuple[str, ...]:
    if plural.endswith("ies"):
        return (plural[:-3] + "y",)
    if plural.endswith("es") and plural[:-2].endswith(_SIBILANT):
        return (plural[:-2], plural[:-1])
    return () if plural.endswith(("ss", "us", "is")) else (plural[:-1],)


def _plural(singular: str) -> str:
    if singular.endswith(_SIBILANT):
        return singular + "es"
    if singular.endswith("y") and singular[-2] not in _VOWELS:
        return singular[:-1] + "ies"
    return singular + "s"
