"""Tables and charts as text; nothing that stands in an article becomes markup."""

import base64
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest

from pipelines.work.figures.drawing import (
    BAR_CHARS,
    FULL,
    HEIGHT_PX,
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    bar_table,
    column_chart,
    escaped,
    markdown_table,
    shown_value,
)

SVG = "{http://www.w3.org/2000/svg}"


def picture(markdown):
    address = markdown.partition("](")[2].removesuffix(")")
    return ET.fromstring(base64.b64decode(address.removeprefix("data:image/svg+xml;base64,")))  # noqa: S314 our own


def test_rows_become_a_table_with_heads_in_words():
    rows = [{"place_name": "Kyiv", "article_count": 1200}, {"place_name": None, "article_count": 3}]
    assert markdown_table(rows).splitlines() == [
        "| place name | article count |",
        "| --- | --- |",
        "| Kyiv | 1,200 |",
        "|  | 3 |",
    ]


def test_no_rows_are_said():
    assert markdown_table([]) == bar_table([]) == column_chart([], "x") == "None."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a | b", r"a \| b"),
        ("![x](http://a.example/x.png)", r"\!\[x\]\(http\://a.example/x.png\)"),
        ("<img src=x onerror=alert(1)>", r"&lt;img src=x onerror=alert\(1\)&gt;"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("two\nlines\t and  blanks", "two lines and blanks"),
        ("www.example.org or a@b.example", r"www\.example.org or a\@b.example"),
        ("`code` *bold* ~~gone~~ $x$", r"\`code\` \*bold\* \~\~gone\~\~ \$x\$"),
        (r"C:\news", r"C\:\\news"),
    ],
)
def test_no_character_of_a_text_is_markup(text, shown):
    assert escaped(text) == shown


def test_a_long_cell_is_cut():
    assert escaped("x" * 500) == "x" * (MAX_CELL_CHARS - 1) + "…"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "True"),
        (12345, "12,345"),
        (0.5, "0.50"),
        (date(2026, 3, 9), "2026-03-09"),
        (datetime(2026, 3, 9, 8, 5, tzinfo=UTC), "2026-03-09 08:05"),
        (["a", 2], "a, 2"),
    ],
)
def test_values_are_shown_as_a_person_reads_them(value, shown):
    assert shown_value(value) == shown


def test_a_chart_has_a_column_per_row_as_high_as_its_number_and_is_a_picture_of_its_own():
    rows = [{"day": date(2026, 3, 9), "n": 10}, {"day": date(2026, 3, 10), "n": 5}, {"day": date(2026, 3, 11), "n": 0}]
    drawn = column_chart(rows, "Days")
    assert drawn.startswith("![Days](data:image/svg+xml;base64,")
    svg = picture(drawn)
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["10", "2026-03-09", "2026-03-11"]
    _, columns = svg.iter(f"{SVG}path")
    heights = [int(part.partition("v-")[2]) for part in columns.get("d").split("M")[1:]]
    assert heights == [HEIGHT_PX, HEIGHT_PX // 2, 0]


def test_a_month_of_days_is_small_enough_to_be_shown_in_place():
    rows = [{"day": date(2026, 3, day), "n": day * 1_000} for day in range(1, 31)]
    assert len(column_chart(rows, "Articles by their day of publication, the last thirty days that have any.")) < 1_000


def test_a_label_with_markup_stays_text_and_of_many_rows_the_last_are_drawn():
    svg = picture(column_chart([{"label": "<b>&", "n": number} for number in range(100)], "x"))
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["99", "<b>&", "<b>&"]
    assert list(svg.iter(f"{SVG}path"))[1].get("d").count("M") == MAX_COLUMNS


def test_bars_of_a_table_are_as_long_as_their_numbers():
    rows = bar_table([{"country": "UA", "articles": 12}, {"country": "CL", "articles": 6}]).splitlines()[2:]
    assert [row.count(FULL) for row in rows] == [BAR_CHARS, BAR_CHARS // 2]


@pytest.mark.parametrize("numbers", [[0, 0], [None, 0], [-1, 0]])
def test_nothing_but_noughts_is_drawn_flat(numbers):
    rows = [{"label": "a", "n": number} for number in numbers]
    assert FULL not in bar_table(rows)
    assert "v-0" in list(picture(column_chart(rows, "x")).iter(f"{SVG}path"))[1].get("d")
