"""What narrows a search, as what articles have to name: places, people, sources, topics, places around a point."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pipelines.likeness import likest
from pipelines.search.index import SearchError
from pipelines.search.postings import Subject
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


def narrowed(session: Session, wanted: Wanted) -> list[list[Subject]]:
    """Return what an article has to name, but for days: one or more subjects of each list.

    Raises:
        SearchError: If the warehouse knows no such name; the message offers a like one.
    """
    narrowings = [_known(session, kind, name) for kind in _KINDS if (name := getattr(wanted, kind))]
    if wanted.near:
        latitude, longitude = _centre(session, wanted.near)
        if not 0 < wanted.within_km <= HALF_EARTH_KM:
            raise SearchError(
                f"--within {wanted.within_km:g}: give kilometres, more than 0 and at most {HALF_EARTH_KM:,.0f}"
            )
        around = {"latitude": latitude, "longitude": longitude, "within": wanted.within_km}
        narrowings.append(_subjects(session, "places_within", around))
    return narrowings


def _known(session: Session, kind: str, wanted: str) -> list[Subject]:
    """What bears a name."""
    finding, listing = _KINDS[kind]
    subjects = _subjects(session, finding, {"name": wanted, **_TYPES.get(kind, {})})
    if not subjects and kind == "place":
        subjects = _subjects(session, "places_spelled", {"name": wanted})
    if subjects:
        return subjects
    known = session.query(load_sql("search", listing).statement, {"most": MAX_NAMES}).column(0).to_pylist()
    best = likest(wanted, known, MIN_LIKENESS)
    like = f"; did you mean {best}?" if best else ""
    raise SearchError(f"this warehouse knows no {kind} {wanted!r}{like}")


def _subjects(session: Session, statement: str, values: Mapping[str, str | float]) -> list[Subject]:
    rows = session.query(load_sql("search", statement).statement, values)
    return list(map(Subject, *(rows.column(name).to_pylist() for name in Subject._fields)))


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
