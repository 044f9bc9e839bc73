"""Which mentions tell one event: a chance for a pair, from what the two say and from nothing else."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.events.phrases import FUNCTION_WORDS
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
MAX_WORDS = 60
KNOWN_WORDS = 1 << 16
"""Words whose stems are remembered: news repeats them, and cutting an ending off takes as long as all else of a sentence."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_SUFFIX = re.compile(r"(?:ings?|ed|es|s|ers?|ions?|ments?)$")

Floats = npt.NDArray[np.float64]


class Teller(NamedTuple):
    """What a mention, or the mentions of one event in one article, say of it.

    Attributes:
        event_type: PLOVER type.
        modes: PLOVER modes told.
        expressions: Expressions that tell it.
        actors: Entities or words for who did it.
        targets: Entities or words for to whom.
        places: Places where it was.
        earliest: First day, None when unknown.
        latest: Last day, None when unknown.
        is_dated: Whether its sentence names the day.
        story_id: Story of its article, None when it has none.
        article_id: Its article.
        words: Words of its sentences that say something.
        start: First character of its first mention.
    """

    event_type: str
    modes: frozenset[str]
    expressions: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    places: frozenset[str]
    earliest: date | None
    latest: date | None
    is_dated: bool
    story_id: str | None
    article_id: str
    words: frozenset[str]
    start: int


def teller_of(row: Mapping[str, Any], sentence: str) -> Teller:
    """What a row of `core.event_mentions` says.

    Args:
        row: The row, with the ids of entities and story.
        sentence: The characters of its sentence.
    """
    return Teller(
        row["event_type"], _set(row["mode"]), _set(row["expression"]), _party(row, "actor"), _party(row, "target"), _set(row["place_id"]),
        row["earliest"], row["latest"], row["day_basis"] == "text", row["story_id"], row["article_id"], sentence_words(sentence), row["start_char"],
    )  # fmt: skip


def together(tellers: Sequence[Teller]) -> Teller:
    """What mentions of one event in one article say together, those first that come first."""
    dated = [one for one in tellers if one.is_dated] or list(tellers)
    first = tellers[0]
    return first._replace(
        modes=_union([one.modes for one in tellers]),
        expressions=_union([one.expressions for one in tellers]),
        actors=_union([one.actors for one in tellers]),
        targets=_union([one.targets for one in tellers]),
        places=_union([one.places for one in tellers]),
        earliest=dated[0].earliest,
        latest=dated[0].latest,
        is_dated=dated[0].is_dated,
        words=_union([one.words for one in tellers]),
    )


def _union(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _set(value: str | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset({value})


def _party(row: Mapping[str, Any], name: str) -> frozenset[str]:
    """The entity, else the last word of what stands for it."""
    entity, surface = row[f"{name}_entity_id"], row[f"{name}_surface"]
    return _set(entity or (surface.lower().split()[-1] if surface else None))


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


def sentence_words(sentence: str) -> frozenset[str]:
    """The words of a sentence that say something, without endings."""
    found = [word for word in _WORD.findall(sentence.lower()) if word not in FUNCTION_WORDS]
    return frozenset(map(_stem, found[:MAX_WORDS]))


@lru_cache(maxsize=KNOWN_WORDS)
def _stem(word: str) -> str:
    return _SUFFIX.sub("", word)


def features(one: Teller, other: Teller) -> list[float]:
    """Return the features of a pair, in the order of `FEATURES`."""
    common = len(one.words & other.words)
    words = common / (1 + min(len(one.words), len(other.words)))
    expression = float(bool(one.expressions & other.expressions))
    mode = float(bool(one.modes & other.modes))
    story = float(one.story_id is not None and one.story_id == other.story_id)
    article = one.article_id == other.article_id
    pairs = [
        _compared(one.actors, other.actors),
        _compared(one.targets, other.targets),
        _compared(one.places, other.places),
    ]
    return [
        expression, mode, float(bool(one.modes and other.modes) and not mode), *pairs[0], *pairs[1], *pairs[2],
        *_days(one, other), words, float(article), story,
        float(article and abs(one.start - other.start) < NEAR_CHARS), words * story, words * expression, story * mode,
        float(one.event_type in RARE_TYPES),
    ]  # fmt: skip


def _compared(one: frozenset[str], other: frozenset[str]) -> tuple[float, float, float]:
    """Same, other, not known."""
    if not one or not other:
        return 0.0, 0.0, 1.0
    is_same = bool(one & other)
    return float(is_same), float(not is_same), 0.0


def _days(one: Teller, other: Teller) -> tuple[float, float, float]:
    if None in (one.earliest, one.latest, other.earliest, other.latest):
        return 0.0, 0.0, 1.0
    gap = days_between(one, other)
    is_named = one.is_dated and other.is_dated
    return float(gap == 0 and is_named), float(gap > 0), float(not is_named and gap == 0)


def days_between(one: Teller, other: Teller) -> int:
    """Return days between two intervals, 0 when they meet or one is unknown."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return 0
    return max(0, (other.earliest - one.latest).days, (one.earliest - other.latest).days)


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

    def chances(self, pairs: Sequence[tuple[Teller, Teller]]) -> Floats:
        """Return for each pair the chance that they tell one event; 0 where types or days forbid it."""
        if not pairs:
            return np.zeros(0)
        values = np.array([features(one, other) for one, other in pairs]) @ self.coefficients + self.intercept
        may_be = [one.event_type == other.event_type and days_between(one, other) <= APART_DAYS for one, other in pairs]
        result: Floats = np.where(may_be, 1 / (1 + np.exp(-values)), 0.0)
        return result
