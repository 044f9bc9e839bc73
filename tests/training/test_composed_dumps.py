"""The training composer: its answers are true to its text, whatever the conventions."""

import random

import pytest

from pipelines.training.segment.conventions import House, printed
from pipelines.training.segment.live import live_article
from pipelines.training.segment.outlets import brand_of, part_of
from pipelines.training.segment.register import Register, written_in
from pipelines.training.segment.variety import headline

PARAGRAPHS = [
    f"The mayor said on Monday that pier number {n} “won’t open” before the U.S. ships leave." for n in range(6)
]


@pytest.mark.parametrize("seed", range(8))
def test_a_house_keeps_every_paragraph_in_order(seed):
    rng = random.Random(seed)
    lines = printed(PARAGRAPHS, House.drawn(rng), ["Ferry burns"], rng)
    places = [next(i for i, line in enumerate(lines) if paragraph in line) for paragraph in PARAGRAPHS]
    assert places == sorted(places)
    assert not any("{" in line for line in lines)


def test_a_register_changes_marks_and_nothing_else():
    straight = Register(spelling=-1, quotes="straight", dashes="", translated=0.0)
    found = written_in(PARAGRAPHS, straight, random.Random(1))
    assert found[0] == PARAGRAPHS[0].replace("“", '"').replace("”", '"').replace("’", "'")


def test_a_translator_drops_articles():
    register = Register(spelling=-1, quotes="", dashes="", translated=1.0)
    assert " the U.S." in PARAGRAPHS[0]
    assert all(
        "The mayor" in p or "the mayor" in p or "mayor" in p
        for p in written_in(PARAGRAPHS, register, random.Random(2))[2:]
    )
    lead = "The mayor left the port on a ship before the U.S. fleet came."
    assert "left port on ship before the U.S. fleet" in " ".join(written_in([lead], register, random.Random(2)))


@pytest.mark.parametrize("seed", range(6))
def test_a_live_blog_holds_each_items_opening(seed):
    leads = [("Ferry burns", ["A ferry burned on Monday. Nobody was hurt."]), ("", ["Wheat fell. Rain came."])]
    title, lines = live_article(leads, random.Random(seed))
    assert title
    assert all(any(lead.split(".")[0] in line for line in lines) for _, (lead, *_) in leads)


@pytest.mark.parametrize(
    ("outlet", "brand"),
    [
        ("BBC News", "bbc"),
        ("bbc.com", "bbc"),
        ("www.scmp.com", "scmp"),
        ("Wall Street Journal", "wallstreetjournal"),
        ("USA TODAY", "usatoday"),
    ],
)
def test_an_outlet_has_one_name(outlet, brand):
    assert brand_of(outlet) == brand


def test_an_outlet_is_in_one_part_only():
    assert part_of("allsides", "reuters") == part_of("worldwide", "reuters") == "dev"
    assert part_of("allsides", "cnn") == "train"
    assert part_of("fnc1", "anyone") == "train"


@pytest.mark.parametrize("style", ["plain", "upper", "words", "stop", "short", "two", "explained"])
def test_a_headline_of_any_style_keeps_its_first_words(style):
    written = headline("Night ferry cancelled after fire", style, random.Random(4))
    assert written.lower().startswith("night ferry cancelled")
