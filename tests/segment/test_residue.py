import pytest

from pipelines.segment.residue import REASONS, residue_codes, residue_of

RESIDUE = [
    ("Advertisement", "advertisement"),
    ("ADVERTISEMENT", "advertisement"),
    ("Story continues below advertisement", "advertisement"),
    ("We use cookies to improve your experience.", "cookie_notice"),
    ("Accept all cookies", "cookie_notice"),
    ("Subscribe to our newsletter", "subscription"),
    ("Read more", "related_link"),
    ("Ferry fire leaves harbour without a link to the islands Read more", "related_link"),
    ("Timeline How the harbour was built Show Hide", "related_link"),
    ("Facebook Twitter Pinterest The harbour after the fire. Photograph: A. Smith/The Gazette", "caption"),
    ("Play Video 1:15 Fire breaks out on the night ferry - video", "caption"),
    ("Read also: What the vote means", "related_link"),
    ("Share this article", "sharing"),
    ("Skip to main content", "navigation"),
    ("Home > News > World", "navigation"),
    ("© 2024 The Gazette. All rights reserved.", "legal"),
    ("Photo: A. Smith/The Gazette", "caption"),
    ("Getty Images", "caption"),
    ("* * *", "symbols"),
]
TEXT = [
    "The minister said cookies were sold at the fair, and that the trade would go on.",
    "Share prices fell on Monday after the bank's warning.",
    "Moscow believes the end of the conflict is approaching",
    "Home secretary resigns",
    "Why children should read more",
    "Play video games with your children, doctors say",
    "Read the letter in which the general resigned, or ask those who saw him do it, he said on Sunday to a crowd.",
    "“Close the door,” she said.",
]


@pytest.mark.parametrize(("line", "reason"), RESIDUE, ids=[line for line, _ in RESIDUE])
def test_residue_has_a_reason(line, reason):
    found = residue_of(line)
    assert found is not None
    assert found[0] == reason
    assert reason in REASONS


@pytest.mark.parametrize("line", TEXT)
def test_text_is_no_residue(line):
    assert residue_of(line) is None


def test_a_repeated_line_is_set_aside_once():
    codes = residue_codes(["The bridge is shut.", "The bridge is shut.", "It opens in May."])
    assert [c and c[0] for c in codes] == [None, "repeated_line", None]


def test_a_run_of_bare_words_is_a_menu_and_three_are_not():
    assert [c and c[0] for c in residue_codes(["World", "Economy", "Culture", "Opinion"])] == ["navigation"] * 4
    assert residue_codes(["World", "Economy", "Culture"]) == [None] * 3


@pytest.mark.parametrize(
    "line",
    ["a " * 140, "(" * 280, "read also " + "x" * 270, "a > " * 69 + "!", "©" * 280, "by using " + "cookie " * 38],
    ids=["words", "brackets", "link", "trail", "marks", "cookies"],
)
def test_hostile_lines_are_read_in_bounded_time(line):
    assert residue_of(line) is None or residue_of(line)[0] in REASONS
