import pytest

from pipelines.segment.lines import lines_of
from pipelines.segment.structure import stated_structure

LEAD = "The night ferry was cancelled on Tuesday after a fire broke out in its engine room, the coast guard said, and 214 people were taken off by lifeboat."
BODY = "Nordlink said that it would repay all tickets and put a smaller ship on the route by Friday, and that nobody had been hurt in the fire or after it."

CASES = [
    pytest.param(f"<p>{LEAD}</p>\n<p>{BODY}</p>", [LEAD, BODY], id="paragraphs in tags"),
    pytest.param(f"<div><p class='x'>{LEAD}<br/></p>\n</div>\n<p>{BODY}", [LEAD, BODY], id="a tag alone on its line is blank"),
    pytest.param(f"<p>{LEAD}</p>\n&nbsp;\n<p>Smith&#8217;s &amp; Co</p>", [LEAD, "Smith’s & Co"], id="characters by name"),
    pytest.param(f"\\pard\\b Fire\\b0\\par\n{LEAD}\\par\n{BODY}\\par", ["Fire", LEAD, BODY], id="rich text"),
    pytest.param(f"<p>He said <b>no</b> twice.</p>\n<p>{BODY}</p>", ["He said no twice.", BODY], id="a tag inside a line"),
    pytest.param(f"{LEAD}\nWrite <p> before it.\n{BODY}\n{BODY}", [LEAD, "Write <p> before it.", BODY, BODY], id="a text about tags stands"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_remnants_round_the_lines_are_read_past(text, expected):
    assert lines_of(text).texts == expected


def test_offsets_are_those_of_the_words():
    text = f"<h1>Ferry burns</h1>\n<p>{LEAD}</p>"
    lines = lines_of(text)
    assert [text[s:e] for s, e in zip(lines.starts, lines.ends, strict=True)] == ["Ferry burns", LEAD]


def test_tags_of_headings_state_where_articles_begin():
    article = f"<p>{LEAD}</p>\n<h3>What next</h3>\n<p>{BODY}</p>"
    text = f"<h1>Ferry burns</h1>\n{article}\n<h1>Ferry sails again</h1>\n{article}"
    assert sorted(stated_structure(lines_of(text)).starts) == [0, 4]


def test_a_line_that_is_bold_in_part_is_no_heading():
    text = f"<p><b>OSLO</b> {LEAD}</p>\n<p>{BODY}</p>\n<p><b>BERGEN</b> {LEAD}</p>\n<p>{BODY}</p>"
    assert lines_of(text).levels.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "text", ["<" * 5000, "<p" * 3000, "\\par" * 4000 + "\nx", "<!--" * 2000 + "\n" + "&nbsp;" * 3000]
)
def test_remnants_without_end_are_read_in_time(text):
    assert len(lines_of("\n".join([text] * 20))) <= 40
