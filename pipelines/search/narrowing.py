"""What narrows a search, as the ids of the articles among which to look: places, people, sources, topics, distance."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pyarrow as pa

from pipelines.likeness import likest
from pipelines.search.index import SearchError
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

MIN_LIKENESS = 75.0
"""Likeness (0 to 100) from which on a name is offered for one that is not there."""
MAX_NAMES = 200_000
"""Names among which a like one is looked for."""
HALF_EARTH_KM = 20_016.0
"""No place is farther away than this."""
_KINDS = {
    "place": ("places_named", "names_of_place"),
    "person": ("entities_named", "names_of_person"),
    "name": ("entities_named", "names_of_name"),
    "source": ("sources_named", "names_of_source"),
    "topic": ("topics_named", "names_of_topic"),
}
"""By what bears a name: the statement that finds it, and the one that lists all names."""
_NARROWING = {
    "person": "articles_of_entities",
    "name": "articles_of_entities",
    "source": "articles_of_sources",
    "topic": "articles_of_topics",
}
"""By what bears a name: the statement that finds the articles of it."""
_TYPES = {"person": {"type": "PERSON"}, "name": {"type": "any"}}


class Wanted(NamedTuple):
    """What is looked for, and what narrows it.

    Attributes:
        words: What articles say.
        place: A place, by its name or a spelling; a country or region stands for what lies in it too.
        person: A person, by any form of the name or the surname.
        name: The same for a name of any type.
        source: A source's code.
        topic: A topic's name or code.
        near: A place's name, or `latitude,longitude`: articles that mean a location around it.
        within_km: How far around.
        since: First day.
        until: Last day.
        limit: So many articles at most.
    """

    words: str
    place: str | None = None
    person: str | None = None
    name: str | None = None
    source: str | None = None
    topic: str | None = None
    near: str | None = None
    within_km: float = 50.0
    since: date | None = None
    until: date | None = None
    limit: int = 10

    @property
    def is_narrowed(self) -> bool:
        """Whether the warehouse has to say among which articles to look."""
        return any((self.place, self.person, self.name, self.source, self.topic, self.near))


def narrowed(session: Session, wanted: Wanted) -> frozenset[str] | None:
    """Return the ids of the articles that fit all that narrows a search, but for days; None when nothing does.

    Raises:
        SearchError: If the warehouse knows no such name; the message offers a like one.
    """
    sets = []
    if wanted.place:
        ids = _known(session, "place", wanted.place)
        sets.append(_articles(session, "articles_of_places", ids, least_literal=0))
    if wanted.near:
        latitude, longitude = _centre(session, wanted.near)
        if not 0 < wanted.within_km <= HALF_EARTH_KM:
            raise SearchError(
                f"--within {wanted.within_km:g}: give kilometres, more than 0 and at most {HALF_EARTH_KM:,.0f}"
            )
        around = {"latitude": latitude, "longitude": longitude, "within": wanted.within_km}
        ids = session.query(load_sql("search", "places_within").statement, around).column(0).to_pylist()
        sets.append(_articles(session, "articles_of_places", ids, least_literal=1))
    for kind, statement in _NARROWING.items():
        if name := getattr(wanted, kind):
            sets.append(_articles(session, statement, _known(session, kind, name)))
    return frozenset.intersection(*sets) if sets else None


def _known(session: Session, kind: str, wanted: str) -> Sequence[str]:
    """The ids of what bears a name."""
    finding, listing = _KINDS[kind]
    rows = session.query(load_sql("search", finding).statement, {"name": wanted, **_TYPES.get(kind, {})})
    if rows.num_rows:
        return [str(value) for value in rows.column(0).to_pylist()]
    if kind == "place":
        spelled = session.query(load_sql("search", "places_spelled").statement, {"name": wanted})
        if spelled.num_rows:
            return [str(value) for value in spelled.column(0).to_pylist()]
    known = session.query(load_sql("search", listing).statement, {"most": MAX_NAMES}).column(0).to_pylist()
    best = likest(wanted, known, MIN_LIKENESS)
    like = f"; did you mean {best}?" if best else ""
    raise SearchError(f"this warehouse knows no {kind} {wanted!r}{like}")


def _articles(session: Session, statement: str, ids: Sequence[str], **parameters: int) -> frozenset[str]:
    wanted = pa.table({"id": pa.array(ids, pa.string())})
    rows = session.query(load_sql("search", statement).statement, parameters or None, wanted=wanted)
    return frozenset(rows.column(0).to_pylist())


def _centre(session: Session, near: str) -> tuple[float, float]:
    parts = near.split(",")
    if len(parts) == 2:
        try:
            latitude, longitude = float(parts[0]), float(parts[1])
        except ValueError:
            pass
        else:
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                return latitude, longitude
            raise SearchError(f"--near {near}: latitude is -90 to 90 and longitude -180 to 180, in this order")
    rows = session.query(load_sql("search", "centre_named").statement, {"name": near}).to_pylist()
    if not rows:
        _known(session, "place", near)
        raise SearchError(f"--near {near}: give latitude,longitude, such as 49.71,37.61")
    return rows[0]["latitude"], rows[0]["longitude"]
