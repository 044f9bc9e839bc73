"""What the dated articles of the same warehouse say of an undated one: those that print its rare names mostly tell the same days.

The days after and before each such article are a mixture: of a part that speaks of the same happening, whose share grows
with how much of the text's names it prints, and of one that speaks of the same people at another time. All articles
together are a mixture again, with a share for 'none of these'. So one that is far off rules nothing out.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from pipelines.enrich.dating.grid import Floats, Grid, Ints

TOLD_FILE = "told.json"
KIND = "told"
MOST_ARTICLES = 20
"""Articles that speak of one text. Twice as many changed nothing on the outlets for calibration."""
MOST_HOLDERS = 200
"""A name in more articles of the warehouse, dated or not, tells no days; it also bounds what one new article makes stale. At 100,
intervals for the outlets for calibration were as many."""
WEIGHT_UNIT = 1_000
"""Weights of names are whole numbers, so that their sums are the same in any order: the square of the log of how rare, times this."""
EDGE_DAYS = np.array([1, 2, 4, 8, 15, 31, 91, 366])
"""Days apart from which the next bin of the kernels begins; the last one ends them."""
BIN_DAYS = np.diff(np.concatenate(([0], EDGE_DAYS))) * 2.0 - np.array([1.0, *[0.0] * (len(EDGE_DAYS) - 1)])
"""Days in each bin, on both sides."""
EVEN_DAYS = 4_000.0
"""What an article is measured against: days spread evenly over eleven years."""
STRENGTH_UNIT = 20.0 * WEIGHT_UNIT
"""The strength of an article is measured in this: about one rare name."""
SHARE_STEPS = 8
STRENGTH_STEPS = 2
"""Shares are told in eighths, strengths in steps of half a log, and how rare a name is in powers of two: most of what is told of
an article is the same after ten others came. On the outlets for calibration the days are as likely as with exact figures."""


class Told(NamedTuple):
    """A dated article that prints names of an undated one.

    Attributes:
        day: Its day, as stated or known, never as inferred.
        share: The weight of the names that both print, of the weight of all names of the undated one, 0 to 1.
        strength: The weight of the names that both print, in `WEIGHT_UNIT`, the middle of its step.
        name: The rarest of them.
    """

    day: date
    share: float
    strength: int
    name: str


class Shape(NamedTuple):
    """What was learned (`pipelines.training.times.told`).

    Attributes:
        weight: What the evidence counts.
        article: Log-odds that one article speaks for the day against none: bias, by share, by log of strength.
        same: Log-odds that it speaks of the same happening: bias, by share.
        near: Mass of each bin of days apart when it does.
        far: The same when it does not.
    """

    weight: float
    article: Floats
    same: Floats
    near: Floats
    far: Floats


@lru_cache(maxsize=4)
def load_shape(path: Path) -> Shape | None:
    """Return what was learned; None where there is no such file: then dated articles say nothing."""
    return shape_of(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def shape_of(stored: Mapping[str, object]) -> Shape:
    """Return the shape that a file of weights holds."""
    parts = [np.array(stored[name], dtype=np.float64) for name in ("article", "same", "near", "far")]
    return Shape(float(stored["weight"]), *parts)  # type: ignore[arg-type]


def log_likelihood(told: Sequence[Told], grid: Grid, shape: Shape) -> Floats:
    """Return what dated articles say of each day, in nats; zero everywhere without any.

    Args:
        told: The articles, at most `MOST_ARTICLES`.
        grid: The days.
        shape: What was learned.
    """
    if not told:
        return np.zeros(len(grid))
    shares = np.array([item.share for item in told])
    strengths = np.log1p(np.array([item.strength for item in told]) / STRENGTH_UNIT)
    odds = np.exp(shape.article[0] + shape.article[1] * shares + shape.article[2] * strengths)
    same = 1.0 / (1.0 + np.exp(-(shape.same[0] + shape.same[1] * shares)))
    mixed = np.ones(len(grid))
    near, far = shape.near / BIN_DAYS, shape.far / BIN_DAYS
    for item, odd, share in zip(told, odds, same, strict=True):
        kernel = share * near + (1.0 - share) * far
        within, bins = _within_reach(grid, item.day)
        mixed[within] += odd * EVEN_DAYS * kernel[bins]
    result: Floats = shape.weight * np.log(mixed / (1.0 + odds.sum()))
    return result


def _within_reach(grid: Grid, when: date) -> tuple[slice, Ints]:
    """Return which days of a grid an article of one day says anything of, and the bin of each: two years of the sixty of a grid."""
    day, reach = when.toordinal(), int(EDGE_DAYS[-1])
    start, end = np.searchsorted(grid.ordinals, (day - reach + 1, day + reach))
    return slice(start, end), bins_apart(grid.ordinals[start:end] - day)


def bins_apart(days: Ints) -> Ints:
    """Return the bin of each number of days apart; one past the last is too far."""
    result: Ints = np.searchsorted(EDGE_DAYS, np.abs(days), side="right")
    return result
