"""Tables and charts as text; nothing that stands in an article becomes markup."""

import base64
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest

from pipelines.work.figures.drawing import MAX_BARS, MAX_CELL_CHARS, bar_chart, escaped, markdown_table, shown_value

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
    assert markdown_table([]) == bar_chart([], "x") == "None."


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


def test_a_chart_has_a_bar_per_row_as_long_as_its_number_and_is_a_picture_of_its_own():
    drawn = bar_chart(
        [{"day": date(2026, 3, 9), "n": 10}, {"day": date(2026, 3, 10), "n": 5}, {"day": None, "n": 0}], "Days"
    )
    assert drawn.startswith("![Days](data:image/svg+xml;base64,")
    svg = picture(drawn)
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    assert texts == ["2026-03-09", "10", "2026-03-10", "5", None, "0"]
    _, *bars = [int(bar.get("width").removesuffix("%")) for bar in svg.iter(f"{SVG}rect")]
    assert bars[0] == 2 * bars[1] > 0 == bars[2]


def test_a_label_with_markup_stays_text_and_of_many_rows_the_last_are_drawn():
    rows = [{"label": "<b>&", "n": number} for number in range(100)]
    texts = [text.text for text in picture(bar_chart(rows, "x")).iter(f"{SVG}text")]
    assert len(texts) == 2 * MAX_BARS
    assert texts[-2:] == ["<b>&", "99"]
