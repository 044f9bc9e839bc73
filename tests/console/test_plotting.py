"""Rows become the picture that their columns ask for; what is left out is said in the picture."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from lxml import etree, html

from pipelines.console.plotting import MAX_BARS, MAX_SPOTS, PlotError, columns_of, plot_suffix, plotted

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 3, 16)


def picture(rows, title="t"):
    return etree.fromstring(plotted(pa.table(rows), title, ".svg"))


def words(rows):
    return " ".join(picture(rows).itertext())


def count(rows, tag):
    return len(list(picture(rows).iter(f"{SVG}{tag}")))


def test_latitude_and_longitude_make_a_map():
    rows = {
        "place_id": ["x", "y"],
        "name": ["Kyiv", None],
        "Latitude": [50.4, 48.2],
        "longitude": [30.5, None],
        "n": [3, 4],
    }
    assert count(rows, "circle") == 1
    assert "circles by n; 1 of 2 rows" in words(rows)


def test_a_day_and_a_number_make_lines_by_name():
    rows = {"day": [DAY, DAY, DAY + timedelta(days=1)], "source": ["a", "b", "a"], "article_count": [1, 2, 3]}
    assert count(rows, "circle") == 3
    assert "article_count by day" in words(rows)


def test_a_name_and_a_number_make_bars():
    assert count({"name": ["a", "b"], "score": [0.5, 0.25], "article_count": [1, None]}, "rect") == 1


@pytest.mark.parametrize(
    ("rows", "tag", "most", "said"),
    [
        pytest.param(
            {"name": [f"n{i}" for i in range(10_000)], "n": list(range(10_000))},
            "rect", MAX_BARS, "40 of 10,000 rows, the largest", id="bars",
        ),
        pytest.param(
            {"lat": [i % 170 - 85.0 for i in range(10_000)], "lon": [i % 357 - 178.0 for i in range(10_000)]},
            "circle", MAX_SPOTS, "1,500 of 10,000 rows, the largest", id="map",
        ),
        pytest.param(
            {"day": [DAY + timedelta(days=i) for i in range(10_000)], "n": [1.0] * 10_000},
            "path", 10, "means of 25 days", id="lines",
        ),
        pytest.param(
            {"day": [DAY] * 10_000, "s": [f"s{i % 100}" for i in range(10_000)], "n": [1.0] * 10_000},
            "circle", 6, "6 of 100 lines, the largest", id="many lines",
        ),
    ],
)  # fmt: skip
def test_many_rows_are_thinned_and_it_is_said(rows, tag, most, said):
    if tag != "circle" or "lat" not in rows:
        assert count(rows, tag) <= most
    else:
        assert count(rows, tag) == most
    assert said in words(rows)


def test_means_are_those_of_their_days():
    rows = {"day": [DAY + timedelta(days=i) for i in range(800)], "n": [float(i % 2) for i in range(800)]}
    text = plotted(pa.table(rows), "t", ".svg").decode()
    assert "means of 2 days" in text


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"a": [1]}, "make no picture"),
        ({"name": pa.array([], pa.string()), "n": pa.array([], pa.int64())}, "no rows"),
        ({"day": pa.array([None], pa.date32()), "n": [1]}, "no row has both"),
    ],
)
def test_what_cannot_be_drawn_is_said(rows, message):
    with pytest.raises(PlotError, match=message):
        plotted(pa.table(rows), "t", ".svg")


def test_numbers_that_are_none_are_left_out():
    assert count({"name": ["a", "b", "c"], "n": [1.0, float("nan"), float("inf")]}, "rect") == 1


@pytest.mark.parametrize(
    ("name", "message"), [("x.png", "PNG needs"), ("x.pdf", "as .html or .svg"), ("x", "as .html or .svg")]
)
def test_other_formats_are_refused(name, message):
    with pytest.raises(PlotError, match=message):
        plot_suffix(Path(name))


def test_a_page_holds_the_picture_and_no_script_of_a_name():
    rows = pa.table({"name": ["<script>alert(1)</script>"], "n": [1]})
    tree = html.fromstring(plotted(rows, "</title><script>", ".html"))
    assert len(tree.xpath("//svg")) == 1
    assert not tree.xpath("//script")


def test_counts_stand_before_other_numbers_and_ids_name_nothing():
    table = pa.table({"entity_id": ["e"], "score": [0.5], "name": ["n"], "article_count": [1]})
    assert columns_of(table)[:3] == (None, "article_count", "name")
