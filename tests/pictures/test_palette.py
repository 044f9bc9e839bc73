"""The colours can be told apart by readers with weak sight: WCAG 2.2, level AA, computed for light and dark."""

import re

import pytest

from pipelines.pictures.pages import style_sheet
from pipelines.pictures.palette import DARK, LIGHT, SERIES, contrast

TEXT, GRAPHIC = 4.5, 3.0
"""Least contrast of text (1.4.3) and of graphics that carry meaning (1.4.11)."""
ON_PAPER = [
    ("ink", "paper"),
    ("muted", "paper"),
    ("link", "paper"),
    ("accent", "paper"),
    ("ink", "panel"),
    ("mark-ink", "mark"),
]
ON_PAPER += [(name, "paper") for name in SERIES]
ON_MAPS = [(name, ground) for name in ("ink", "muted") for ground in ("paper", "land", "sea")]
GRAPHICS = [
    *(("dot", ground) for ground in ("land", "sea", "tint-1", "tint-2", "tint-3")),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("above", "below", "least"), [*((*p, TEXT) for p in ON_PAPER + ON_MAPS), *((*p, GRAPHIC) for p in GRAPHICS)]
)
def test_contrast_suffices(colours, above, below, least):
    assert contrast(colours[above], colours[below]) >= least


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


def test_both_displays_have_every_colour_that_the_style_asks_for():
    assert set(LIGHT) == set(DARK)
    asked = set(re.findall(r"var\(--([\w-]+)\)", style_sheet()))
    assert asked <= set(LIGHT)


def test_text_on_the_page_has_no_colour_of_its_own():
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", style_sheet())) <= {*LIGHT.values(), *DARK.values(), "#fff"}
