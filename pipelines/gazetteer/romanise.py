"""Keys that romanisations of one name share: Kupyansk, Kupiansk and Kupjansk; Douma and Duma; Hsinchu and Xinzhu.

Slavic names reach English by Russian or Ukrainian and by several standards (BGN/PCGN, KMU 2010, ISO 9, scholarly);
Arabic-script names by more. The folds below are many-to-one on purpose: they only propose candidates, with a score
below that of an exact name, and only for places of countries where the script is at home.
"""

import re
from collections.abc import Iterable

SLAVIC_COUNTRIES = frozenset(
    ["UA", "RU", "BY", "KZ", "KG", "TJ", "TM", "UZ", "MD", "GE", "AM", "AZ", "BG", "MK", "RS", "ME", "BA", "MN"]
)
ARABIC_COUNTRIES = frozenset(
    [
        "SY",
        "IQ",
        "LB",
        "JO",
        "PS",
        "IL",
        "EG",
        "LY",
        "TN",
        "DZ",
        "MA",
        "EH",
        "SD",
        "YE",
        "OM",
        "AE",
        "SA",
        "QA",
        "BH",
        "KW",
        "IR",
        "AF",
        "PK",
        "MR",
        "SO",
        "DJ",
        "TD",
        "ML",
        "NE",
        "ER",
    ]
)
CHINESE_COUNTRIES = frozenset(["CN", "TW", "HK", "MO"])
MIN_FOLD_CHARS = 5
"""Shorter names fold onto one another too often."""

_SLAVIC = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"shch|sch|sc", "s"),
        (r"dzh|zh|z", "z"),
        (r"kh|gh|g", "h"),
        (r"tch|ch|cz", "c"),
        (r"tz|ts", "c"),
        (r"sh", "s"),
        (r"w", "v"),
        (r"ck|q|k", "k"),
        (r"x", "ks"),
        (r"[jyi]+e", "e"),
        (r"[jyi]+o", "o"),
        (r"[jyi]+a", "a"),
        (r"[jyi]+u|ju", "u"),
        (r"[jyi]+", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?:ev|ov|iv)(?=sk|ka\b|k[aiu]\b|\b|c[aie])", "ov"),
        (r"sk(?:ei|i|oe|o|a|e|ai)?\b", "sk"),
        (r"(?:oe|e|o)\b", "e"),
    )
)
_ARABIC = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\b(?:al|el|as|es|ar|er|ad|ed|at|et|an|en|az|ez|ash|esh|ul|ol|i|e) ", ""),
        (r"\b(?:al|el)(?=[bcdfghjklmnpqrstvwxz]{1,2}[aeiou])", ""),
        (r"kh|h(?=[^aeiou ])", "h"),
        (r"gh|dj|g", "g"),
        (r"ck|q|k|c(?!h)", "k"),
        (r"th", "t"),
        (r"dh|dz", "d"),
        (r"ou|oo|au|aw|ow|u|w|o", "u"),
        (r"ei|ai|ay|ey|ee|ie|iy|i|e|y", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?:ah|eh|ih|a|i)\b", "a"),
    )
)
_WADE_GILES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"hs", "x"),
        (r"tz|ts|ch|zh|c|z|q|j", "z"),
        (r"p|b", "b"),
        (r"t|d", "d"),
        (r"k|g", "g"),
        (r"sh|x|s", "s"),
        (r"ieh|ien|ian", "ian"),
        (r"ung|ong", "ong"),
        (r"ueh|ue|uo|o", "o"),
        (r"eh|e", "e"),
        (r"[ \-]", ""),
    )
)
_FOLDS = {"s": (_SLAVIC, SLAVIC_COUNTRIES), "a": (_ARABIC, ARABIC_COUNTRIES), "c": (_WADE_GILES, CHINESE_COUNTRIES)}
SCRIPTS = tuple(_FOLDS)


def fold(key: str, script: str) -> str:
    """The romanisation key of a name key, marked with its script: `s` Cyrillic, `a` Arabic, `c` Chinese."""
    for pattern, replacement in _FOLDS[script][0]:
        key = pattern.sub(replacement, key)
    return f"~{script}{key}"


def scripts_of(country_code: str | None) -> Iterable[str]:
    """The scripts whose folds apply to names of a country."""
    return [script for script, (_, countries) in _FOLDS.items() if country_code in countries]
