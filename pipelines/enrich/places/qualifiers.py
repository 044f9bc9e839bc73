"""Which of several places of one name a mention means, where the text itself says so: "Portland, Oregon" and "Portland, Maine"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.places.cues import Link, link_between
from pipelines.enrich.places.mentions import Mention, Reading
from pipelines.enrich.places.surfaces import ADMIN1_CLASS, COUNTRY_CLASS, SurfaceIndex
from pipelines.gazetteer.normalise import normalise_name

Ints = npt.NDArray[np.int32]

MAX_NAMED, MAX_AREAS = 24, 4
"""Candidates of a name, and of its qualifier, that are looked at."""
STATES_OF = "United States"
_STATES = re.compile(
    r"\b(?:(?:Democrats?|Republicans?|[Cc]ongress(?:man|woman|men)) (?:from|of|in)|(?:[Ss]enators?|Sens?\.|Reps?\.|Govs?\.) (?:[A-Z][\w.’'-]+ ){0,3}(?:from|of))"
    r" (?:the state of )?$"
)
"""What stands before the state of the United States that someone was elected in."""
_GOVERNOR = re.compile(r"\b[Gg]overnor of (?:the state of )?$")
"""No country has one, provinces of many have."""
OFFICE_CHARS = 48
"""Characters before a mention that are read for an office."""
_AREA_CLASSES = (COUNTRY_CLASS, ADMIN1_CLASS, 2)
"""Countries, first-level and second-level divisions: what a name is qualified with."""


class Sense(NamedTuple):
    """What the article says of which place of a name a mention means.

    Attributes:
        way: Tells the senses of one name apart; "" where it has one.
        area: The area that the mention's sense is qualified with, as written; "" where there is none.
    """

    way: str
    area: str


def senses(reading: Reading, index: SurfaceIndex) -> list[Sense]:
    """The sense of each mention.

    A name has one sense in an article unless the article qualifies it in two ways; then every qualified mention has its
    own, and a bare one that of the qualified mention before it, or of the first one.
    """
    own = [
        _qualifier(reading, mention, following, index)
        for mention, following in zip(reading.mentions, reading.mentions[1:], strict=False)
    ]
    own += [""] * (len(reading.mentions) - len(own))
    own = [area or _office_area(reading, at, index) for area, at in zip(own, reading.mentions, strict=True)]
    names = [normalise_name(mention.surface) for mention in reading.mentions]
    ways: dict[str, dict[str, str]] = {}
    for name, area in zip(names, own, strict=True):
        if area:
            ways.setdefault(name, {}).setdefault(normalise_name(area), area)
    result = []
    latest = {name: next(iter(of_name)) for name, of_name in ways.items()}
    for name, area in zip(names, own, strict=True):
        if area:
            latest[name] = normalise_name(area)
        way = latest.get(name, "")
        result.append(Sense(way if len(ways.get(name, ())) > 1 else "", ways[name][way] if way else ""))
    return result


def _qualifier(reading: Reading, mention: Mention, following: Mention, index: SurfaceIndex) -> str:
    """The name that follows after a comma or in brackets, if a place of the mention's name lies in an area of that name."""
    if mention.field != following.field:
        return ""
    if link_between(reading.texts[mention.field], mention, following) not in {Link.COMMA, Link.BRACKET}:
        return ""
    if _is_list(mention.surface, following.surface, index):
        return ""
    rows = index.of(f"{mention.surface}, {following.surface}").rows[:MAX_NAMED]
    return following.surface if _lie_in(rows, following.surface, index).any() else ""


def _office_area(reading: Reading, mention: Mention, index: SurfaceIndex) -> str:
    """The country whose state a name is by the office before it, where the name is that of a country as well; else ""."""
    text = reading.texts[mention.field]
    first = max(0, mention.start - OFFICE_CHARS)
    is_state = _STATES.search(text, first, mention.start)
    if not is_state and not _GOVERNOR.search(text, first, mention.start):
        return ""
    found = index.of(mention.surface)
    classes = found.features[:, 2]
    states = found.rows[classes == ADMIN1_CLASS]
    if not len(states) or not (classes == COUNTRY_CLASS).any():
        return ""
    countries = index.gazetteer.country_row[states].tolist()
    names = {index.gazetteer.name(row) for row in countries if row >= 0}
    if is_state:
        return STATES_OF if STATES_OF in names else ""
    return names.pop() if len(names) == 1 else ""


def in_area(best: int, candidates: Sequence[int], area: str, layout_rows: Ints, index: SurfaceIndex) -> int:
    """The best candidate that lies in the area its name is qualified with, or the best one of all where none does.

    Args:
        best: Position of the best candidate.
        candidates: Positions of its group's candidates, best first.
        area: What the name is qualified with.
        layout_rows: Gazetteer row of each candidate.
        index: Candidates by surface.
    """
    inside = _lie_in(layout_rows[list(candidates)], area, index)
    return next((at for at, lies_in in zip(candidates, inside.tolist(), strict=True) if lies_in), best)


def _is_list(surface: str, area: str, index: SurfaceIndex) -> bool:
    """Whether both are countries, or both first-level divisions, before all else: "Nevada, Texas and Utah"."""
    classes = [index.of(name).features[:1, 2].tolist() for name in (surface, area)]
    return classes[0] == classes[1] and classes[0] in ([COUNTRY_CLASS], [ADMIN1_CLASS])


def _lie_in(rows: Ints, area: str, index: SurfaceIndex) -> npt.NDArray[np.bool_]:
    """Whether each place lies in a country or division that a surface names."""
    areas = index.of(area)
    wanted = areas.rows[:MAX_AREAS][np.isin(areas.features[:MAX_AREAS, 2], _AREA_CLASSES)]
    gazetteer = index.gazetteer
    inside = np.zeros(len(rows), bool)
    for column in (gazetteer.country_row, gazetteer.admin1_row, gazetteer.admin2_row):
        inside |= np.isin(column[rows], wanted)
    return inside & ~np.isin(rows, wanted)
