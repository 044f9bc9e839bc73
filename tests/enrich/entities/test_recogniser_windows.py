import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.enrich.entities.windows import MAX_WINDOW_CHARS, may_hold_name, windows


def cut(text):
    return [text[s:e] for s, e in windows(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rain fell. Snow came.", ["Rain fell.", "Snow came."], id="full stop and capital"),
        pytest.param(
            "Mr. Ito met Dr. Bo. They left.", ["Mr. Ito met Dr. Bo.", "They left."], id="titles do not end sentences"
        ),
        pytest.param(
            "The U.S. Navy and J. Ames agreed.",
            ["The U.S. Navy and J. Ames agreed."],
            id="initials do not end sentences",
        ),
        pytest.param("A headline\nThe story", ["A headline", "The story"], id="line end cuts"),
        pytest.param("It cost 3.5 million. Yes.", ["It cost 3.5 million.", "Yes."], id="decimal point does not cut"),
        pytest.param("  \n ", [], id="white space has no window"),
    ],
)
def test_windows_of_prose(text, expected):
    assert cut(text) == expected


def test_unbroken_run_is_cut_at_the_bound():
    assert [len(part) for part in cut("A" * 1000)] == [MAX_WINDOW_CHARS, MAX_WINDOW_CHARS, 200]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=' .A\nbé\u200b"😀', max_size=1500))
def test_windows_ascend_and_cover_everything_but_space(text):
    spans = list(windows(text))
    assert all(0 < e - s <= MAX_WINDOW_CHARS for s, e in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert "".join(text[s:e] for s, e in spans).replace(" ", "").replace("\n", "") == "".join(text.split()).replace(
        " ", ""
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The river rose again.", False, id="common opening word only"),
        pytest.param("the river rose again", False, id="no capital"),
        pytest.param("The Volga rose again.", True, id="capital inside"),
        pytest.param("Volga waters rose.", True, id="opening word that is not common"),
        pytest.param("今日は雨です", False, id="script without case is not read"),
        pytest.param("“It rained,” she said.", False, id="quotation mark before the opening word"),
        pytest.param("...", False, id="punctuation only"),
    ],
)
def test_windows_that_cannot_hold_a_name_are_skipped(text, expected):
    assert may_hold_name(text) is expected
