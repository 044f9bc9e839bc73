"""What a briefing asks of the warehouse: a statement of `sql/briefing/` per section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.briefing.passages import Passages, Span
from pipelines.briefing.scope import Scope
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

MAX_STORIES, MAX_STORY_ARTICLES = 12, 6
MAX_PLACES = 60
MAX_RISING = 6
"""Of each kind."""
MAX_QUOTES = 12
MAX_CONTRADICTIONS = 8
MAX_NEW_NAMES = 15
MAX_SPELLED = 10

Row = Mapping[str, Any]


@dataclass(slots=True)
class Findings:
    """What was found, section by section; rows as the statements of the same names have them."""

    scope: Scope
    passages: Passages
    quality: Row
    stories: Sequence[Row] = field(default_factory=list)
    places: Sequence[Row] = field(default_factory=list)
    countries: Sequence[Row] = field(default_factory=list)
    rising: Sequence[Row] = field(default_factory=list)
    quotes: Sequence[Row] = field(default_factory=list)
    contradictions: Sequence[Row] = field(default_factory=list)
    new_names: Sequence[Row] = field(default_factory=list)
    spellings: Sequence[Row] = field(default_factory=list)
    spans: dict[tuple[str, str], Row] = field(default_factory=dict)
    """The surest mention of what rose and of new names, by kind and id."""


def read(session: Session, scope: Scope) -> Findings:
    """Ask the warehouse for everything that the page says."""
    chosen = scope.chosen
    days = {"since": scope.since, "until": scope.until}
    [quality] = _rows(session, "quality", days, chosen=chosen)
    found = Findings(scope, Passages(chosen), quality)
    if chosen.num_rows:
        found.places = _rows(session, "places", {"limit": MAX_PLACES}, chosen=chosen)
        found.countries = _rows(session, "countries", {}, chosen=chosen)
        found.spellings = _rows(session, "spellings", {"limit": MAX_SPELLED}, chosen=chosen)
        found.stories = _stories(session, chosen)
        _read_counts(session, found)
        tables = {row["name"] for row in _rows(session, "tables", {})}
        if "core.quotes" in tables:
            found.quotes = _rows(session, "quotes", {"limit": MAX_QUOTES}, chosen=chosen)
        if "marts.claims" in tables:
            limits = {**days, "limit": MAX_CONTRADICTIONS}
            found.contradictions = _rows(session, "contradictions", limits, chosen=chosen)
    found.passages.ask(row["span"] for row in (*found.places, *found.spellings, *found.spans.values()))
    found.passages.ask({"field": "text", **row} for row in found.quotes)
    found.passages.ask(row for story in found.stories for row in story["articles"])
    found.passages.load(session)
    return found


def leading_stories(session: Session, chosen: pa.Table) -> pa.Table:
    """Return the stories of some articles, those that most sources tell first: rows of `sql/briefing/stories.sql`."""
    return session.query(load_sql("briefing", "stories").statement, {"limit": MAX_STORIES}, chosen=chosen)


def _stories(session: Session, chosen: pa.Table) -> list[dict[str, Any]]:
    told = leading_stories(session, chosen)
    articles = _rows(session, "story_articles", {"limit": MAX_STORY_ARTICLES}, chosen=chosen, told=told)
    return [
        story
        | {
            "articles": [
                Span(row["article_id"], "text", row["start_char"], row["end_char"], is_opening=True)
                for row in articles
                if row["story_id"] == story["story_id"]
            ]
        }
        for story in told.to_pylist()
    ]


def _read_counts(session: Session, found: Findings) -> None:
    """What rose and what is new; both need days before to tell."""
    scope = found.scope
    if scope.since is None or scope.until is None:
        return
    if scope.place:
        counts = session.query(
            load_sql("briefing", "counts_of_articles").statement, chosen=scope.chosen, earlier=scope.earlier
        )
    else:
        days = {"since": scope.since, "until": scope.until, "before": scope.before}
        counts = session.query(load_sql("briefing", "counts_by_day").statement, days)
    totals = {"now_total": originals(scope.chosen), "before_total": originals(scope.earlier)}
    found.rising = _rows(session, "rising", {**totals, "limit": MAX_RISING}, counts=counts)
    if scope.earlier.num_rows:
        found.new_names = _rows(session, "new_names", {"since": scope.since, "limit": MAX_NEW_NAMES}, counts=counts)
    things = pa.table(
        {
            name: pa.array([row[name] for row in (*found.rising, *found.new_names)], pa.string())
            for name in ("kind", "id")
        }
    )
    mentions = _rows(
        session, "surest_mentions", {}, chosen=scope.chosen, things=things.group_by(["kind", "id"]).aggregate([])
    )
    found.spans = {(row["kind"], row["id"]): row for row in mentions}


def originals(articles: pa.Table) -> int:
    """Return the number of articles that are no copies."""
    return int(pc.sum(pc.invert(articles.column("is_copy"))).as_py() or 0)


def _rows(session: Session, name: str, parameters: Mapping[str, Any], **tables: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = session.query(load_sql("briefing", name).statement, parameters, **tables).to_pylist()
    return rows
