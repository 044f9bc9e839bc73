"""What a briefing is about: days, a place, and the articles that fit."""

from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from pipelines.likeness import likest
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

USUAL_DAYS = 7
"""A briefing covers so many days, up to the warehouse's last, unless others are asked for."""
BASELINE_DAYS = 28
"""What rose is told against so many days before, as in the marts of trends."""
MIN_LIKENESS = 75.0
"""Likeness (0 to 100) from which on a place is offered for one that is not known."""
_NO_PLACES = pa.table({"place_id": pa.array([], pa.string())})


class BriefingError(ValueError):
    """A briefing cannot be made as asked for; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The articles of a briefing.

    Attributes:
        since: First day; None when no article of the warehouse is dated, and all are taken.
        until: Last day, included.
        place: The place asked for; empty for everywhere.
        chosen: One row per article: `sql/briefing/chosen_articles.sql`.
        earlier: The same for the days before that what rose is told against.
        first_date: The warehouse's first day.
    """

    since: date | None
    until: date | None
    place: str
    chosen: pa.Table
    earlier: pa.Table
    first_date: date | None

    @property
    def before(self) -> date | None:
        """First day of those that what rose is told against."""
        return self.since - timedelta(days=BASELINE_DAYS) if self.since else None


def choose(session: Session, since: str | None = None, until: str | None = None, place: str | None = None) -> Scope:
    """Return the articles that a briefing rests on.

    Args:
        session: The warehouse.
        since: First day, YYYY-MM-DD; `USUAL_DAYS` before `until` by default.
        until: Last day; the warehouse's last by default.
        place: A place's name in any spelling that stands in a text; a country or division stands for all that lies in it.

    Raises:
        BriefingError: If a day is none, the days are in the wrong order, or no article names the place.
    """
    [known] = session.query(load_sql("briefing", "window").statement).to_pylist()
    first, last = _day(since, "--since"), _day(until, "--until") or known["last_date"]
    if last is not None and first is None:
        first = last - timedelta(days=USUAL_DAYS - 1)
    if first is not None and last is not None and first > last:
        raise BriefingError(f"--since {first} is after the last day, {last}; give an earlier day, or a later --until")
    wanted = _wanted(session, place) if place else _NO_PLACES
    if first is None or last is None:
        chosen = _articles(session, None, None, wanted, place)
        earlier = chosen.slice(0, 0)
    else:
        chosen = _articles(session, first, last, wanted, place)
        earlier = _articles(session, first - timedelta(days=BASELINE_DAYS), first - timedelta(days=1), wanted, place)
    return Scope(first, last, place or "", chosen, earlier, known["first_date"])


def _articles(
    session: Session, since: date | None, until: date | None, wanted: pa.Table, place: str | None
) -> pa.Table:
    days = {"since": since, "until": until, "is_all_places": not place}
    return session.query(load_sql("briefing", "chosen_articles").statement, days, wanted=wanted)


def _wanted(session: Session, place: str) -> pa.Table:
    found = session.query(load_sql("briefing", "wanted_places").statement, {"place": place})
    if found.num_rows:
        return found
    names = session.query(load_sql("briefing", "place_names").statement).column("name").to_pylist()
    best = likest(place, names, MIN_LIKENESS)
    hint = f"did you mean {best!r}?" if best else "`dateline sql top_places` lists those that are"
    raise BriefingError(f"no article names a place {place!r}; {hint}")


def _day(stated: str | None, option: str) -> date | None:
    if stated is None:
        return None
    try:
        return date.fromisoformat(stated.strip())
    except ValueError as error:
        raise BriefingError(f"{option} {stated!r} is not a day; write it as 2026-03-17") from error
