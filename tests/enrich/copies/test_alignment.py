"""Shared words: copies share most, texts on one subject few."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.copies import shared_words, word_codes

TEXT = (
    "Shelling resumed near the river on Tuesday and three villages lost power, the regional governor said. "
    "Engineers hope to restore supplies within a week if crews can reach the damaged lines safely. "
    "The army reported no change along the front and accused its enemy of bringing up fresh troops."
)


def share(left, right):
    one, other = word_codes(left).codes, word_codes(right).codes
    found = shared_words(one, other)
    return found.left_count / one.size, found.right_count / other.size


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (TEXT.upper(), (1, 1), (1, 1)),
        ("Our reporter writes: " + TEXT + " Read more.", (1, 0.85), (1, 0.95)),
        (TEXT[:200], (0.6, 0.9), (0.75, 1)),
        (TEXT.replace("Tuesday", "Monday"), (0.97, 0.97), (0.99, 0.99)),
        (". ".join(reversed(TEXT.split(". "))), (0.9, 0.9), (1, 1)),
        ("The governor said three villages lost power on Tuesday.", (0, 0), (0.2, 0.6)),
        ("Parliament voted for the budget after a long night of talks between the two parties.", (0, 0), (0, 0)),
        ("", (0, 0), (0, 0)),
    ],
    ids=["case", "wrapped", "trimmed", "one word", "reordered", "same subject", "unrelated", "nothing"],
)
def test_how_much_is_shared(other, least, most):
    one, two = word_codes(TEXT).codes, word_codes(other).codes
    found = shared_words(one, two)
    shares = found.left_count / one.size, found.right_count / max(two.size, 1)
    for value, low, high in zip(shares, least, most, strict=True):
        assert low <= value <= high


def test_a_lone_turn_of_phrase_does_not_count():
    assert share("he told a news conference in Kyiv", "she told a news agency so") == (0, 0)


def test_texts_of_a_few_words_are_the_same_or_not():
    assert share("No comment", "no comment.") == (1, 1)
    assert share("No comment", "no statement") == (0, 0)


WORDS = st.lists(st.integers(0, 5), max_size=60).map(lambda values: np.array(values, np.uint32))


@given(WORDS, WORDS)
def test_counts_are_within_the_texts(left, right):
    found = shared_words(left, right)
    assert 0 <= found.left_count <= left.size
    assert 0 <= found.right_count <= right.size


@given(st.lists(st.integers(0, 2**32 - 1), min_size=5, max_size=80, unique=True))
def test_a_text_shares_all_with_itself(values):
    codes = np.array(values, np.uint32)
    assert shared_words(codes, codes) == (codes.size, codes.size)
