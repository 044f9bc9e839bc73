import pytest

from pipelines.segment.headings import ends_sentence, is_byline, is_list_item, is_subheading, is_title, opening_of
from pipelines.segment.lines import lines_of


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("He left.", True),
        ("“We won!”", True),
        ("(It did.)", True),
        ("Bridge shuts for repairs", False),
        ("and then,", False),
    ],
    ids=["full stop", "quotation", "brackets", "headline", "comma"],
)
def test_ends_sentence(line, expected):
    assert ends_sentence(line) is expected


def test_shapes():
    assert is_title("Bridge shuts for two years")
    assert is_title("Will the bridge ever open?")
    assert not is_title("The bridge is shut.")
    assert is_subheading("Europe: Trying not to miss the boat")
    assert is_byline("By Jane Doe")
    assert is_byline("Updated 3 March 2023")
    assert not is_byline("By Monday the bridge was shut and nobody could cross the river at all.")
    assert is_list_item("– first point")
    assert is_list_item("2. second point")


@pytest.mark.parametrize(
    ("text", "title", "deck"),
    [
        ("Bridge shuts\nThe bridge is shut.\nIt opens in May.", "Bridge shuts", None),
        (
            "Bridge shuts\nRepairs to last two years, council says\nThe bridge is shut.\nIt opens in May.",
            "Bridge shuts",
            "Repairs to last two years, council says",
        ),
        ("Bridge shuts\nBy Jane Doe\nThe bridge is shut.\nIt opens.", "Bridge shuts", None),
        ("The bridge is shut.\nIt opens in May.", None, None),
        ("Bridge shuts", None, None),
    ],
    ids=["title", "title and deck", "byline is no deck", "none", "one line is no title of nothing"],
)
def test_opening(text, title, deck):
    lines = lines_of(text)
    found = opening_of(lines, 0, len(lines))
    assert tuple(span and text[span[0] : span[1]] for span in found) == (title, deck)
