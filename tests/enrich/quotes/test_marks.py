"""Quotation marks: what stands between them, however they are written or left open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.quotes.marks import Quotations, quoted_stretches


def inside(text):
    return [text[quoted.start : quoted.end] for quoted in quoted_stretches(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He said “we won” today.", ["“we won”"], id="curly"),
        pytest.param('He said "we won" and "we lost".', ['"we won"', '"we lost"'], id="straight, twice"),
        pytest.param("Il dit «we won» hier.", ["«we won»"], id="guillemets"),
        pytest.param("‘We won,’ he said. It’s the club’s day.", ["‘We won,’"], id="single, with apostrophes after"),
        pytest.param("The clubs' owners don't agree.", [], id="apostrophes only"),
        pytest.param("“He said ‘we won’ to me,” she said.", ["“He said ‘we won’ to me,”"], id="nested: the outermost"),
        pytest.param('A 6\' 2" man, 5" taller.', [], id="feet and inches"),
        pytest.param("“We won, he said.\nThe next line.", ["“We won, he said."], id="never closed: to the line's end"),
        pytest.param("We won,” he said, “today.”", ["“today.”"], id="closed but never opened"),
        pytest.param("He left. ”We won,” he said.", ["”We won,”"], id="a closing mark where one opens"),
        pytest.param("", [], id="nothing"),
        pytest.param("“", [], id="a mark alone"),
    ],
)
def test_stretches(text, expected):
    assert inside(text) == expected


def test_a_paragraph_that_continues_a_quotation_is_told_from_a_slip():
    first, second = quoted_stretches("“We won.\n“And we will win again,” he said.")
    assert (first.is_closed, first.goes_on) == (False, True)
    assert (second.is_closed, second.goes_on) == (True, False)
    [slip] = quoted_stretches("“We won.\nThe crowd cheered.")
    assert (slip.is_closed, slip.goes_on) == (False, False)


def test_ten_thousand_marks_are_read_in_one_pass():
    for mark in "\"“”'‘’«»":
        found = quoted_stretches(f"{mark}a " * 10_000)
        assert len(found) <= 10_000


@given(st.text(alphabet="ab \n.,\"“”'‘’«»—s", max_size=80))
def test_stretches_lie_inside_lines_in_order_without_overlap(text):
    before = 0
    for quoted in quoted_stretches(text):
        assert before <= quoted.start < quoted.end <= len(text)
        assert "\n" not in text[quoted.start : quoted.end]
        before = quoted.end


def test_stretches_are_found_by_place():
    text = "“We won,” he said, “and” left."
    first, second = (text.index(mark) for mark in ("“We", "“and"))
    places = Quotations(quoted_stretches(text))
    assert [places.at(place) and places.at(place).start for place in (first, 8, 9, second - 1, second)] == [
        first,
        first,
        None,
        None,
        second,
    ]
    assert [quoted.start for quoted in places.within(8, second + 1)] == [first, second]
    assert [quoted.start for quoted in places.within(9, second + 1)] == [second]
    assert list(places.within(9, second)) == []
    assert Quotations([]).at(0) is None
