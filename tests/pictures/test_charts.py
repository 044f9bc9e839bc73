"""Charts show what their numbers say, in round steps, and are told apart without colour."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipelines.pictures.charts import DASHES, bars, day_marks, lines, number_words, scale_of, spark_bar

MONDAY = date(2026, 3, 16)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(markup):
    return etree.fromstring(markup)


def test_a_small_bar_is_as_long_as_its_share():
    def width(share):
        return float(re.search(r'rect width="(\d+)"', spark_bar(share))[1])

    assert width(1.0) == 2 * width(0.5)
    assert width(0.0) == 1
    assert width(7.0) == width(1.0)


def test_bars_are_as_long_as_their_numbers_and_start_at_zero():
    rects = list(drawn(bars([("a", 10.0), ("b", 5.0), ("c", -5.0)], title="t")).iter(f"{SVG}rect"))
    x, width = ([float(rect.get(key)) for rect in rects] for key in ("x", "width"))
    assert width[0] == pytest.approx(2 * width[1], abs=0.2)
    assert (x[0], x[2] + width[2]) == (x[1], pytest.approx(x[0], abs=0.2))


def test_lines_are_told_apart_without_colour_and_named_at_their_ends():
    series = {f"s{i}": [(MONDAY, float(i)), (MONDAY + timedelta(days=1), float(i))] for i in range(len(DASHES))}
    picture = drawn(lines(series, title="t"))
    dashes = [path.get("stroke-dasharray") for path in picture.iter(f"{SVG}path") if path.get("class") is None]
    assert len(set(dashes)) == len(DASHES)
    ends = sorted(
        float(text.get("y"))
        for text in picture.iter(f"{SVG}text")
        if "name-" in text.get("class", "").replace("tick-name", "")
    )
    assert len(ends) == len(DASHES)
    assert min(after - before for before, after in pairwise(ends)) >= 16


def test_a_day_without_a_number_interrupts_the_line():
    points = [(MONDAY + timedelta(days=i), 1.0) for i in (0, 1, 3)]
    [path] = [p.get("d") for p in drawn(lines({"a": points}, title="t")).iter(f"{SVG}path") if p.get("class") is None]
    assert re.sub("[^ML]", "", path) == "MLM"


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9).filter(lambda x: abs(x) > 1e-6))
def test_the_axis_holds_its_numbers_in_few_even_steps(one, other):
    low, high = sorted((one, other))
    ticks = scale_of(low, high)
    assert 2 <= len(ticks) <= 9
    if high - low > abs(high) * 1e-9:
        assert ticks[0] <= low + 1e-9 + abs(low) * 1e-9
        assert ticks[-1] >= high - 1e-9 - abs(high) * 1e-9


def test_the_axis_of_nothing_or_of_what_is_no_number_is_an_axis_too():
    assert scale_of(0.0, 0.0) == [0.0, 1.0]
    assert scale_of(float("nan"), float("inf")) == [0.0, 1.0]


def test_days_are_marked_at_both_ends():
    assert day_marks(MONDAY, MONDAY) == [(MONDAY, "2026-03-16", "start")]
    marks = day_marks(MONDAY, MONDAY + timedelta(days=100))
    assert [marks[0][2], marks[-1][1], marks[-1][2]] == ["start", "2026-06-24", "end"]


@pytest.mark.parametrize(
    ("value", "words"), [(12345.0, "12,345"), (0.12345, "0.123"), (-3.0, "-3"), (float("nan"), "–"), (1234.5, "1,234")]
)
def test_numbers_are_said_shortly(value, words):
    assert number_words(value) == words


def test_a_chart_of_nothing_is_a_picture():
    assert drawn(bars([], title="t")).tag == drawn(lines({}, title="t")).tag


def test_names_are_text():
    assert "<script" not in bars([("<script>", 1.0)], title="<script>", note="<script>")
    assert "<script" not in lines({"<script>": [(MONDAY, 1.0)], "b": [(MONDAY, 1.0)]}, title="t")
