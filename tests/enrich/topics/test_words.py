import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.topics import words as tables_of
from pipelines.enrich.topics.words import code_points, hashes_of, words_of

WORD = re.compile(r"[^\W_]+(?:['’\-.](?!s\b)[^\W_]+)*")
STOP = hashes_of(["the", "and"])
NEWSY = st.text(st.sampled_from("abXYsStT09 .,-'’_\n\u00a0éЖ王İ𠀀☐"), max_size=60)


def read(*texts):
    return words_of(texts, code_points(texts), STOP)


def spans(words, number):
    return [(start, end) for text, start, end in zip(words.text, words.start, words.end, strict=True) if text == number]


@given(st.lists(st.one_of(NEWSY, st.text(max_size=30)), max_size=5))
def test_words_stand_where_the_pattern_finds_them(texts):
    words = read(*texts)
    for number, text in enumerate(texts):
        assert spans(words, number) == [match.span() for match in WORD.finditer(text)]


def test_characters_are_what_python_says_they_are():
    tables = tables_of._tables()
    characters = list(map(chr, range(tables.lower.size)))
    assert tables.is_letter.tolist() == [char.isalnum() for char in characters]
    assert tables.is_digit.tolist() == [char.isdigit() for char in characters]
    assert tables.is_upper.tolist() == [char.isupper() for char in characters]
    assert [chr(low) for low in tables.lower] == [low if len(low := char.lower()) == 1 else char for char in characters]


@given(st.lists(NEWSY, min_size=1, max_size=5))
def test_a_texts_words_do_not_depend_on_its_neighbours(texts):
    together = read(*texts)
    for number, text in enumerate(texts):
        alone = read(text)
        mine = together.text == number
        for name in ("position", "start", "end", "key", "sentence", "is_capital"):
            assert getattr(together, name)[mine].tolist() == getattr(alone, name).tolist()
        runs = together.run[mine]
        before = runs[runs > 0].min() - 1 if runs.any() else 0
        assert np.where(runs > 0, runs - before, 0).tolist() == alone.run.tolist()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Kyiv", "kyiv", True, id="case-does-not-count"),
        pytest.param("form", "from", False, id="order-of-letters-counts"),
        pytest.param("aa", "aaa", False, id="length-counts"),
        pytest.param("résumé", "resume", False, id="accents-count"),
    ],
)
def test_keys_stand_for_words_in_lower_case(one, other, same):
    first, second = read(f"{one} {other}").key
    assert (first == second) == same


def test_runs_end_at_stop_words_marks_and_short_words():
    words = read("Heavy rain and strong winds, flooded roads of old towns  everywhere the 9th")
    runs = dict(zip([int(run) for run in words.run], words.start, strict=True))
    texts = ["heavy rain", "strong winds", "flooded roads", "old towns", "everywhere"]
    assert len(runs) - 1 == len(texts)
    assert [int(run) for run in words.run] == [1, 1, 0, 2, 2, 3, 3, 0, 4, 4, 5, 0, 0]


def test_sentences_and_capitals():
    words = read("He met Ann Lee. They left at 5.30 p.m. today\n\nNobody saw Bob")
    assert words.sentence.tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 3, 3, 3]
    assert np.flatnonzero(words.is_capital).tolist() == [2, 3, 12]
