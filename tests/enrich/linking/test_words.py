"""Words of texts, and how many of them are of government and of sport."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.linking.words import COUNTED_CHARS, GOVERNMENT, SPORT, shares_of, small_letters, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s 5 o'clock—Zoë_B said", ["it", "s", "o", "clock", "zoë", "b", "said"]),
        ("“No”, said MPs.", ["no", "said", "mps"]),
        ("x²½y", ["x²½y"]),
        ("Šárka • €5 ПРЕЗИДЕНТ", ["šárka", "президент"]),
        ("", []),
    ],
)
def test_words_are_runs_of_letters(text, words):
    assert words_of(text) == words


@given(st.text())
def test_letters_stay_at_their_places(text):
    assert len(small_letters(text)) == len(text)


PIECES = st.sampled_from(
    [*sorted(GOVERNMENT | SPORT)[::9], "Élection", "party", "Partyé", "x1", "—", "Ω", "İ", "the", "mp3"]
)


@given(st.lists(st.lists(PIECES, max_size=12).map(" ".join), max_size=4))
def test_words_are_counted_as_if_each_were_looked_at(texts):
    expected = [
        tuple(sum(word in listed for word in words) / max(len(words), 1) for listed in (GOVERNMENT, SPORT))
        for words in map(words_of, texts)
    ]
    assert [tuple(shares) for shares in shares_of(list(map(small_letters, texts)))] == expected


def test_the_beginning_of_a_text_is_counted():
    assert shares_of([small_letters("party " + "x" * COUNTED_CHARS + " senate senate")]) == [(0.5, 0.0)]
