"""Spellings of one spoken name: short cuts that spare work and change no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.entities.names import transliteration
from pipelines.enrich.entities.names.transliteration import english_rendering, frame, renderings, same_rendering

PIECES = (
    *("schtsch", "tsch", "sch", "szcz", "sz", "cz", "shch", "sh", "ch", "zh", "kh", "gh", "ph", "th", "tz", "ck", "x", "qu", "c", "off", "yff"),
    *("y", "ij", "ie", "ieva", "iev", "iov", "ov", "ova", "evski", "ae", "enka", "enko", "ou", "dj", "gu", "ne", "w", "v", "j", "z", "s", "h"),
    *("a", "e", "i", "o", "u", "b", "l", "ll", "m", "n", "nn", "r", "d", "t", "k", "g"),
)  # fmt: skip
tokens = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
RULES = {
    rule
    for rules in (transliteration._ENGLISH, *transliteration._HABITS, transliteration._ARABIC_CONSONANTS)
    for rule in rules
}
SPELLINGS = (
    ("sch", "sh"),
    ("tsch", "ch"),
    ("w", "v"),
    ("j", "y"),
    ("ou", "u"),
    ("sz", "sh"),
    ("cz", "ch"),
    ("nne", "nn"),
    ("z", "ts"),
)
"""How another desk writes what a habit writes."""


@given(tokens)
def test_a_rule_needs_the_letters_that_it_is_looked_for_by(token):
    assert all(rule.letters in token for rule in RULES if rule.pattern.search(token))


@given(tokens, st.lists(st.sampled_from(SPELLINGS), max_size=4))
def test_spellings_of_one_name_have_one_frame(token, changes):
    other = token
    for habit, english in changes:
        other = other.replace(habit, english)
    if english_rendering(other) in renderings(token):
        assert frame(other) == frame(token)


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("saakaschwili", "saakashvili", True),
        ("lawrow", "lavrov", True),
        ("timoschenko", "timoshenka", True),
        ("kennedy", "kennelly", False),
        ("cazanciuc", "kennedy", False),
    ],
)
def test_what_an_english_desk_would_write_tells_names_apart(one, other, are_same):
    assert same_rendering(one, other) is are_same
