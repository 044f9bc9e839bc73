"""Which mentions tell one event: a chance for a pair, from what the two say and from nothing else."""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.enrich.events.said import Numbers, members
from pipelines.enrich.events.words import listed
from pipelines.worker import MODELS

JOINING_FILE = "events/joining.json"
VERSION = "1"
"""Version of the rules by which events are made from mentions; raise it when the same mentions give other events."""
COUNTED_FROM = 0.5
"""Events are made from mentions that are at least so likely."""
THRESHOLD = 0.4
"""Groups whose mentions are one event with this probability on average are one; of .3, .4 and .5 the best on the topics of
ECB+ that the weights are learnt from."""
APART_DAYS = 2
"""Mentions whose days lie further apart are two events."""
PAIRS_AT_ONCE = 10_000
"""Pairs whose features are in memory at once: some 10 MB."""

Booleans = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

FEATURES = (
    *(
        "same_expression",
        "same_mode",
        "other_mode",
        "same_actor",
        "other_actor",
        "lacks_actor",
        "same_target",
        "other_target",
    ),
    *(
        "lacks_target",
        "same_place",
        "other_place",
        "lacks_place",
        "same_day",
        "other_day",
        "lacks_day",
        "words",
        "same_article",
    ),
    *("same_story", "near", "words_story", "words_expression", "story_mode", "rare_type"),
)
RARE_TYPES = listed("ASSAULT COERCE PROTEST SANCTION MOBILIZE RETREAT CONCEDE")
"""Types of deeds, of which fewer are told at once than of words."""
NEAR_CHARS = 400


def features(one: pa.RecordBatch, other: pa.RecordBatch) -> list[Floats]:
    """Return the features of pairs, one array for each of `FEATURES`.

    Args:
        one: What the one side of each pair says, rows of `SAID`.
        other: What the other side says, in the same order.
    """
    words = _shared_words(one.column("words"), other.column("words"))
    expression, mode = (_compared(one.column(name), other.column(name)) for name in ("expressions", "modes"))
    parties = [_compared(one.column(name), other.column(name)) for name in ("actors", "targets", "places")]
    story = _bools(pc.fill_null(pc.equal(one.column("story"), other.column("story")), fill_value=False))
    article = _numbers(one, "article") == _numbers(other, "article")
    near = article & (np.abs(_numbers(one, "start") - _numbers(other, "start")) < NEAR_CHARS)
    rare = np.isin(_numbers(one, "event_type"), [hash(name) for name in RARE_TYPES])
    found = [
        expression[0], mode[0], mode[1], *parties[0], *parties[1], *parties[2], *_days(one, other), words, article,
        story, near, words * story, words * expression[0], story * mode[0], rare,
    ]  # fmt: skip
    return [np.asarray(column, np.float64) for column in found]


def days_between(one: pa.RecordBatch, other: pa.RecordBatch) -> Numbers:
    """Return days between the two intervals of pairs, 0 where they meet or one is unknown."""
    (first, last), (other_first, other_last) = _interval(one), _interval(other)
    apart = np.maximum(0, np.maximum(other_first - last, first - other_last))
    return np.where(_is_known(one) & _is_known(other), apart, 0)


def _shared_words(one: pa.ListArray, other: pa.ListArray) -> Floats:
    """How many of the words of the one that says less both say."""
    fewer = np.minimum(members(one)[2], members(other)[2])
    shared: Floats = _in_common(one, other) / (1 + fewer)
    return shared


def _compared(one: pa.ListArray, other: pa.ListArray) -> tuple[Booleans, Booleans, Booleans]:
    """Same, other, not known."""
    (values, starts, sizes), (other_values, other_starts, other_sizes) = members(one), members(other)
    is_known = (sizes > 0) & (other_sizes > 0)
    is_same = np.zeros(sizes.size, bool)
    is_same[is_known] = values[starts[is_known]] == other_values[other_starts[is_known]]
    several = np.flatnonzero(is_known & ~is_same & (sizes + other_sizes > 2))
    if several.size:
        is_same[several] = _in_common(*(sets.take(pa.array(several)) for sets in (one, other))) > 0
    return is_same, is_known & ~is_same, ~is_known


def _in_common(one: pa.ListArray, other: pa.ListArray) -> Numbers:
    """How many members the two sets of pairs have in common."""
    import polars as pl

    left, right = (pl.Series(pl.from_arrow(sets)) for sets in (one, other))
    return left.list.set_intersection(right).list.len().to_numpy().astype(np.int64)


def _days(one: pa.RecordBatch, other: pa.RecordBatch) -> tuple[Booleans, Booleans, Booleans]:
    """Same day, other day, not known."""
    is_known = _is_known(one) & _is_known(other)
    is_apart = days_between(one, other) > 0
    is_named = _bools(one.column("is_dated")) & _bools(other.column("is_dated"))
    return is_known & ~is_apart & is_named, is_apart, ~is_known | (~is_apart & ~is_named)


def _is_known(said: pa.RecordBatch) -> Booleans:
    return _bools(pc.and_(said.column("earliest").is_valid(), said.column("latest").is_valid()))


def _interval(said: pa.RecordBatch) -> tuple[Numbers, Numbers]:
    first, last = (
        pc.fill_null(said.column(name).cast(pa.int32()), 0).to_numpy().astype(np.int64)
        for name in ("earliest", "latest")
    )
    return first, last


def _numbers(said: pa.RecordBatch, name: str) -> Numbers:
    found: Numbers = said.column(name).to_numpy()
    return found


def _bools(column: pa.BooleanArray) -> Booleans:
    found: Booleans = column.to_numpy(zero_copy_only=False)
    return found


class JoiningModel(NamedTuple):
    """A logistic regression on what two tellers have in common.

    Attributes:
        coefficients: One per feature.
        intercept: The constant.
    """

    coefficients: Floats
    intercept: float

    @classmethod
    @lru_cache(maxsize=2)
    def load(cls, models: Path = MODELS) -> "JoiningModel":
        """Load the weights that ship."""
        stored = json.loads((models / JOINING_FILE).read_text("utf-8"))
        return cls(np.array([stored["coefficients"][name] for name in FEATURES]), float(stored["intercept"]))

    def chances(self, said: pa.RecordBatch, one: Numbers, other: Numbers) -> Floats:
        """Return for each pair the chance that they tell one event; 0 where types or days forbid it.

        Args:
            said: What mentions, or events of articles, say: rows of `SAID`.
            one: Which of them the one side of each pair is.
            other: Which of them the other side is.
        """
        parts = [
            self._chances(*(said.take(pa.array(side[first : first + PAIRS_AT_ONCE])) for side in (one, other)))
            for first in range(0, one.size, PAIRS_AT_ONCE)
        ]
        return np.concatenate([np.zeros(0), *parts])

    def _chances(self, one: pa.RecordBatch, other: pa.RecordBatch) -> Floats:
        values = np.full(one.num_rows, self.intercept)
        # added one by one: what comes out for a pair does not depend on which others are looked at with it
        for coefficient, column in zip(self.coefficients.tolist(), features(one, other), strict=True):
            values += coefficient * column
        may_be = (_numbers(one, "event_type") == _numbers(other, "event_type")) & (
            days_between(one, other) <= APART_DAYS
        )
        result: Floats = np.where(may_be, 1 / (1 + np.exp(-values)), 0.0)
        return result
