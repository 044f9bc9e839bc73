"""One spoken name, many spellings: how a token was put into Latin letters, undone.

A romanised name follows the habits of the language it was romanised for. `renderings` reads a token as each of those
habits would have it read and gives what an English desk would write, reduced to the letters on which desks agree.
Two tokens are the same name when the English reading of one is among the readings of the other. That joins Lavrov
and Lawrow without joining names that merely look alike, as an edit distance would.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pipelines.enrich.entities.names.folding import CACHE_SIZE


class Rule(NamedTuple):
    """A stretch of letters and what stands for it.

    Attributes:
        letters: Letters that every such stretch has: to look for them is ten times faster than to look for the stretch.
        pattern: The stretch.
        replacement: What stands for it.
    """

    letters: str
    pattern: re.Pattern[str]
    replacement: str


Rules = tuple[Rule, ...]


def _rules(*rows: tuple[str, ...]) -> Rules:
    """Return rules of patterns, their replacements and, where a pattern is more than letters, the letters that it needs."""
    return tuple(
        Rule(letters[0] if letters else pattern if pattern.isalpha() else "", re.compile(pattern), replacement)
        for pattern, replacement, *letters in rows
    )


# `S` stands for sh, `C` for ch, `Z` for zh, `T` for ts, `X` for kh while the rules run.
_ENGLISH = _rules(
    (r"shch|schtsch|szcz|stch", "S", "s"), (r"tsch|tch|cz", "C", "c"), (r"sch|sh|sz", "S", "s"), (r"ch", "C"), (r"zh", "Z"), (r"kh", "h"),
    (r"gh", "g"), (r"ph", "f"), (r"th", "t"), (r"tz|ts", "T", "t"), (r"ck", "k"), (r"x", "ks"), (r"qu?", "k", "q"),
    (r"c(?=[eiy])", "s", "c"), (r"c", "k"), (r"off?$", "ov", "of"), (r"[ey]ff?$", "ev", "f"),
    (r"y", "i"), (r"ij", "i"), (r"(.)(?=\1)", ""), (r"^ie", "e", "ie"), (r"(?<=[CSZ])ov(?=a?$)", "ev", "ov"),
    (r"(?<=[aeou])i(?=ev(?:a|ski|skaia)?$)", "", "iev"),
    (r"(?<!^)ie(?=[^aeiouv])", "i", "ie"), (r"i(?:o|e)v$", "ev", "v"), (r"i(?:o|e)va$", "eva", "va"),
    (r"(?<=[aou])e", "", "e"), (r"enka$", "enko", "enka"),
)  # fmt: skip
_GERMAN = (("schtsch", "S"), ("tsch", "C"), ("sch", "S"), ("ch", "h"), ("tz|z", "T", "z"), ("w", "v"), ("j", "y"))
_SCH_AS_ZH = ("sch", "Z")
_S_AS_Z = (r"(?:^|(?<=[aeiouymnrld]))s(?=[aeiouy])", "z", "s")
_GERMAN_HABITS = (
    _rules(*_GERMAN),
    _rules(*_GERMAN, _S_AS_Z),
    _rules(*_GERMAN[:2], _SCH_AS_ZH, *_GERMAN),
    _rules(*_GERMAN[:2], _SCH_AS_ZH, *_GERMAN, _S_AS_Z),
)
"""Schoigu and Prigoschin, Sobtschak and Selenskyj: German has one spelling for sh and zh, and one for s and z."""
_FRENCH = _rules(
    (r"tch", "C"), (r"ch", "S"), (r"ou", "u"), (r"dj", "j"), (r"gu(?=[eiy])", "g", "gu"), (r"(?<=n)e$", "", "ne")
)
_POLISH = _rules(
    (r"szcz", "S"), (r"sz", "S"), (r"cz", "C"), (r"ch", "h"), (r"w", "v"), (r"j", "y"), (r"c(?!h)", "T", "c")
)
_SERBIAN = _rules(("dj", "d"))
_HABITS = (*_GERMAN_HABITS, _FRENCH, _POLISH, _SERBIAN)


def _applied(rules: Rules, token: str) -> str:
    for letters, pattern, replacement in rules:
        if letters in token:
            token = pattern.sub(replacement, token)
    return token


@lru_cache(maxsize=CACHE_SIZE)
def english_rendering(token: str) -> str:
    """A folded token reduced to what English spellings of it share: Sergey = Sergei, Zelensky = Zelenskyy."""
    return _applied(_ENGLISH, token)


@lru_cache(maxsize=CACHE_SIZE)
def renderings(token: str) -> frozenset[str]:
    """The English renderings of a folded token, read as English, German, French and Polish desks spell."""
    readings = {token, *(_applied(habit, token) for habit in _HABITS)}
    return frozenset(
        _applied(_ENGLISH, reading) if reading != token else english_rendering(token) for reading in readings
    )


def same_rendering(one: str, other: str) -> bool:
    """True when one token's English rendering is among the other's renderings."""
    if frame(one) != frame(other):
        return False
    return english_rendering(one) in renderings(other) or english_rendering(other) in renderings(one)


_NO_FRAME = re.compile(r"[^ablmnr]+|([ablmnr])(?=\1)|a(?=[^blmnr]*$)")


@lru_cache(maxsize=CACHE_SIZE)
def frame(token: str) -> str:
    """The letters of a folded token that no habit writes otherwise, doubled ones once: tokens that differ here are no one name."""
    return _NO_FRAME.sub("", token)


_UKRAINIAN_H = re.compile(r"(?<![ckpstzg])h")


def same_ukrainian_rendering(one: str, other: str) -> bool:
    """True when two folded tokens differ as Ukrainian and Russian spellings do: Haidai = Gaidai."""
    if frame(one) != frame(other):
        return False
    left, right = (english_rendering(_UKRAINIAN_H.sub("g", token)) for token in (one, other))
    return left == right


MIN_MISSPELT_CHARS = 6
"""Shorter names are one letter away from too many others."""


def is_misspelling(one: str, other: str) -> bool:
    """True when one slip inside a long folded token makes it the other: a letter missing, added, wrong, or two swapped.

    The first and the last letter have to agree: they tell languages and genders apart.
    """
    if min(len(one), len(other)) < MIN_MISSPELT_CHARS or one[0] != other[0] or one[-1] != other[-1]:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


# Arabic, Persian and Urdu: consonants are written alike, vowels as each desk hears them.
_ARABIC_CONSONANTS = _rules(
    (r"kh", "x"), (r"gh|q|g", "k"), (r"dh", "d"), (r"th", "t"), (r"sch|sh|ch", "S", "h"), (r"dj", "j"), (r"ph", "f"), (r"ck", "k"), (r"(?<=[aeiou])y(?=[aeiou])", "J", "y"),
    (r"w(?![aeiou])", "u", "w"), (r"(?<=[aeiouy])h$", "", "h"), (r"([^aeiouy])(?=\1)", ""),
)  # fmt: skip
_VOWEL_RUN = re.compile(r"([aeiouy]*)([^aeiouy]?)")
_VOWELS = {
    "": "", "a": "a", "aa": "a", "e": "ai", "ee": "i", "i": "i", "y": "i", "ii": "i", "u": "u", "o": "u", "oo": "u", "ou": "u", "uu": "u",
    "ai": "aei", "ay": "aei", "ei": "aei", "ey": "aei", "au": "ou", "ao": "ou", "aou": "ou",
}  # fmt: skip


class Voweling(NamedTuple):
    """A token as consonants and, before each of them and at the end, the vowels that may stand there."""

    consonants: str
    vowels: tuple[frozenset[str], ...]


@lru_cache(maxsize=CACHE_SIZE)
def voweling(token: str) -> Voweling:
    """The consonants of a folded token and the classes of the vowels between them, as Arabic names vary."""
    consonants, vowels = [], []
    for run, consonant in _VOWEL_RUN.findall(_applied(_ARABIC_CONSONANTS, token)):
        vowels.append(frozenset(_VOWELS.get(run, "".join(_VOWELS.get(ch, ch) for ch in run))))
        consonants.append(consonant)
    return Voweling("".join(consonants), tuple(vowels))


def same_voweling(one: str, other: str) -> bool:
    """True when two Arabic tokens differ only in how a vowel is written: Hussein = Husayn, but not Hassan.

    A short vowel inside a name may be left out (Zawahri); the first and the last may not.
    """
    left, right = voweling(one), voweling(other)
    if left.consonants != right.consonants or len(left.consonants) < 2:
        return False
    slots = list(zip(left.vowels, right.vowels, strict=False))
    inner_drops = 0
    for place, (a, b) in enumerate(slots):
        if a & b or (not a and not b):
            continue
        if (a and b) or place in (0, len(left.consonants)):
            return False
        inner_drops += 1
    return inner_drops <= 1
