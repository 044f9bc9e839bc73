"""A batch of readings as flat arrays: mentions in groups of one name an article, groups with their candidates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipelines.enrich.places.beyond import is_beyond
from pipelines.enrich.places.cues import KindCue, Link, kind_cue, link_between
from pipelines.enrich.places.homes import words_of
from pipelines.enrich.places.mentions import Mention, Reading
from pipelines.enrich.places.qualifiers import Sense, senses
from pipelines.enrich.places.surfaces import SURFACE_CACHE_ENTRIES, SurfaceIndex
from pipelines.gazetteer.normalise import normalise_name

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

MAX_GROUP_WEIGHT = 4.0
"""A name said more often than this weighs no more as evidence for the others."""
OPENING_CHARS = 60
"""A toponym that starts within so many characters of the text may be its dateline."""

_ENTITY_CODES = {"GPE": 1, "LOC": 2, "FAC": 3, "NORP": 4}

GROUP_FEATURES = (
    "mention_count",
    "group_count",
    "first_position",
    "is_opening",
    "in_title",
    "cue",
    "has_comma",
    "has_in",
    "has_holds",
    "is_outer",
    "is_site",
    "entity_code",
)


@dataclass(slots=True)
class Layout:
    """A batch in arrays; a group is one name in one article, which has one sense there; see `senses` for exceptions.

    Attributes:
        mention_groups: Group of each mention, article after article.
        group_articles: Article of each group; groups of an article are contiguous.
        group_weights: Mentions of the group, at most `MAX_GROUP_WEIGHT`.
        group_features: One row a group, columns as in `GROUP_FEATURES`.
        links: Rows of (left group, right group, `Link`).
        neighbours: Groups named just before and just after the group's first mention, -1 for none.
        openings: The first group of each article, -1 for none.
        surfaces: Surface of each group's first mention.
        candidate_groups: Group of each candidate; candidates of a group are contiguous.
        rows: Gazetteer row of each candidate.
        priors: Chance of each candidate before the text is read.
        statics: Static features of each candidate.
        homes: A row per article, a column per country: how far its words speak for the country.
        lengths: Characters of each article.
        areas: What each group's name is qualified with, "" for nothing.
        are_beyond: Whether each group's name is that of a body in space, which has no place.
    """

    mention_groups: Ints
    group_articles: Ints
    group_weights: Floats
    group_features: Floats
    links: Ints
    neighbours: Ints
    openings: Ints
    surfaces: list[str]
    candidate_groups: Ints
    rows: Ints
    priors: Floats
    statics: Floats
    homes: Floats
    lengths: Ints
    areas: list[str]
    are_beyond: Bools


@dataclass(slots=True)
class _Group:
    surface: str
    area: str
    article: int
    weight: int
    position: float
    is_opening: bool
    in_title: bool
    cue: int
    entity_code: int
    previous: int
    following: int = -1
    is_beyond: bool = False


def lay_out(readings: Sequence[Reading], index: SurfaceIndex) -> Layout:
    """The arrays of a batch.

    Args:
        readings: Articles with their mentions.
        index: Candidates by surface.
    """
    grouping = _Grouping()
    for article, reading in enumerate(readings):
        grouping.add(article, reading, senses(reading, index))
    groups = grouping.groups
    blocks = [index.of(_asked(group)) for group in groups]
    none = index.of("")
    link_rows = np.array(sorted(set(grouping.links)), np.int32).reshape(-1, 3)
    articles = np.array([g.article for g in groups], np.int32)
    group_counts = np.array(grouping.group_counts, np.float32)
    return Layout(
        mention_groups=np.array(grouping.mention_groups, np.int32),
        group_articles=articles,
        group_weights=np.minimum(np.array([g.weight for g in groups], np.float32), MAX_GROUP_WEIGHT),
        group_features=_group_features(groups, group_counts[articles], link_rows),
        links=link_rows,
        neighbours=np.array([(g.previous, g.following) for g in groups], np.int32).reshape(-1, 2),
        openings=np.array(grouping.openings, np.int32),
        surfaces=[g.surface for g in groups],
        candidate_groups=np.repeat(np.arange(len(blocks), dtype=np.int32), [len(b.rows) for b in blocks]),
        rows=np.concatenate([none.rows[:0], *(b.rows for b in blocks)]),
        priors=np.concatenate([none.priors[:0], *(b.priors for b in blocks)]),
        statics=np.concatenate([none.features[:0], *(b.features for b in blocks)]),
        homes=_homes(readings, index),
        lengths=np.array([sum(map(len, reading.texts.values())) for reading in readings], np.int32),
        areas=[group.area for group in groups],
        are_beyond=np.array([group.is_beyond for group in groups], bool),
    )


def _asked(group: "_Group") -> str:
    """What the gazetteer is asked for; nothing for a body in space."""
    if group.is_beyond:
        return ""
    return f"{group.surface}, {group.area}" if group.area else group.surface


def _homes(readings: Sequence[Reading], index: SurfaceIndex) -> Floats:
    rows = np.zeros((len(readings), len(index.gazetteer.country_codes)), np.float32)
    for at, reading in enumerate(readings):
        words: set[str] = set()
        for name, text in reading.texts.items():
            words |= words_of(text, [(m.start, m.end) for m in reading.mentions if m.field == name])
        rows[at] = index.homes.evidence(words)
    return rows


@dataclass(slots=True)
class _Grouping:
    """Mentions in groups, article after article."""

    groups: list[_Group] = field(default_factory=list)
    mention_groups: list[int] = field(default_factory=list)
    links: list[tuple[int, int, int]] = field(default_factory=list)
    openings: list[int] = field(default_factory=list)
    group_counts: list[int] = field(default_factory=list)

    def add(self, article: int, reading: Reading, senses_of: Sequence[Sense]) -> None:
        """Groups the mentions of an article by name, and by what tells places of one name apart."""
        groups, first_group = self.groups, len(self.groups)
        by_key: dict[tuple[str, str], int] = {}
        before: Mention | None = None
        before_group = -1
        for mention, sense in zip(reading.mentions, senses_of, strict=True):
            text = reading.texts[mention.field]
            key = _key(mention.surface), sense.way
            cue = kind_cue(text, mention)
            at = by_key.get(key)
            if at is None:
                at = by_key[key] = len(groups)
                groups.append(_group_of(article, mention, text, cue, before_group, area=sense.area))
            else:
                groups[at].weight += 1
                groups[at].cue = groups[at].cue or cue
            groups[at].is_beyond |= is_beyond(mention.surface, text, mention.start, mention.end)
            if before is not None and before_group != at:
                if groups[before_group].following < 0:
                    groups[before_group].following = at
                link = link_between(text, before, mention)
                if link is not None:
                    self.links.append((before_group, at, int(link)))
            self.mention_groups.append(at)
            before, before_group = mention, at
        self.openings.append(first_group if len(groups) > first_group else -1)
        self.group_counts.append(len(groups) - first_group)


def _group_of(article: int, mention: Mention, text: str, cue: int, previous: int, *, area: str) -> _Group:
    """The group that a mention opens; in an area, those of its places come first."""
    return _Group(
        mention.surface,
        area,
        article,
        1,
        mention.start / max(1, len(text)),
        mention.field == "text" and mention.start < OPENING_CHARS,
        mention.field == "title",
        cue,
        _ENTITY_CODES.get(mention.entity_type, 0),
        previous,
    )


@lru_cache(maxsize=SURFACE_CACHE_ENTRIES)
def _key(surface: str) -> str:
    """What mentions of one name share."""
    return normalise_name(surface) or surface


def _group_features(groups: list[_Group], group_counts: Floats, links: Ints) -> Floats:
    features = np.zeros((len(groups), len(GROUP_FEATURES)), np.float32)
    own = [(g.weight, 0, g.position, g.is_opening, g.in_title, g.cue, g.entity_code) for g in groups]
    columns = np.array(own, np.float32).reshape(-1, 7)
    features[:, :6] = columns[:, :6]
    features[:, 1] = group_counts
    features[:, 10] = (columns[:, 5] == KindCue.SITE) | (columns[:, 6] == _ENTITY_CODES["FAC"])
    features[:, 11] = columns[:, 6]
    for kind, column in ((Link.COMMA, 6), (Link.IN, 7), (Link.BRACKET, 7), (Link.HOLDS, 8)):
        left, right = links[links[:, 2] == kind, :2].T
        inner, outer = (right, left) if kind == Link.HOLDS else (left, right)
        np.add.at(features[:, column], inner, 1.0)
        np.add.at(features[:, 9], outer, 1.0)
    return features
