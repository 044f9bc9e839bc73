"""Names as plain letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.entities.names.folding import words

PARTS = ("the", "The", "THE", " ", "  ", "-", " - ", "Ab", "cd", "S", "s")
INVISIBLE = "\u200b"


@given(st.lists(st.sampled_from(PARTS), max_size=7).map("".join))
def test_a_plain_name_has_the_words_that_folding_finds(name):
    assert words(name) == words(name + INVISIBLE)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("Ann-Marie van Dijk", ("ann", "marie", "van", "dijk"), id="plain"),
        pytest.param("the Red Cross", ("red", "cross"), id="article"),
        pytest.param("J.K.Rowling", ("j", "k", "rowling"), id="spaced initials"),
        pytest.param("O'Hara's", ("ohara",), id="apostrophes"),
        pytest.param("-", (), id="no word"),
        pytest.param("x" * 300, ("x" * 200,), id="a run of letters"),
    ],
)
def test_words_of_a_name(name, found):
    assert words(name) == found
