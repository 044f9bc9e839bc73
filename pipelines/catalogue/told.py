"""`ops.article_names`, and the days of undated articles that rest on it: what the warehouse's own dated articles tell.

A dated article is one whose day is stated or known; inferred days are never evidence, so nothing feeds on itself. When articles
come, go or get another day, the undated ones that print a name of theirs are weighed again, and those of which something else is
told now are made again by the worker of `core.articles`, from their text and what is told. A row is a function of the articles
that stand, whatever the order in which they came.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines.catalogue import workers
from pipelines.catalogue.slices import slices
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.changes import changed_units, latest_change, log_changes, note_progress
from pipelines.warehouse.commits import commit_redated
from pipelines.warehouse.few import of_few
from pipelines.warehouse.texts import occurrence_texts

if TYPE_CHECKING:
    from pipelines.settings import Settings
    from pipelines.warehouse import Session, Warehouse

NAMES, TOLD = "ops.article_names", "ops.told_articles"
NAMED_AT_ONCE = 5_000
"""Articles whose texts are in memory at once while their names are read: some 25 MB."""
MADE_AT_ONCE = 64
"""Articles that are made again in one commit, with the stretches of dumps that they are dated in: a few MB, some hundred at worst."""
WEIGHED_AT_ONCE = 2_000
"""Undated articles whose dated ones are looked up at once: 20 names of 200 articles each are 8,000,000 pairs at worst."""
_EVERYTHING = (
    "select article_id as unit_id from core.articles union select article_id from ops.article_names order by unit_id"
)
_STANDING = "select article_id, name, known_day from ops.article_names where article_id in (select unit_id from units)"
_LAST = "select coalesce(max(change_number), 0) from ops.progress where table_name = $table"
_UNDATED = (
    "select distinct article_id as unit_id from ops.article_names where known_day is null and "
    "article_id in (select unit_id from asked) order by unit_id"
)
_FORGET = (
    "delete from ops.told_articles where article_id in (select unit_id from units) and article_id not in "
    "(select article_id from ops.article_names where known_day is null and article_id in (select unit_id from units))"
)
_ADDED_SINCE = (
    "select count(*) from ops.changes where change_number > $after and table_name = 'core.articles' "
    "and unit_id not in (select unit_id from own)"
)


def told(warehouse: "Warehouse", settings: "Settings", changed: pa.Table | None) -> Mapping[str, int | str | bool]:
    """Bring the names in line with the articles that stand, and undated articles with what dated ones tell.

    Args:
        warehouse: The warehouse.
        settings: What the worker of `core.articles` is built from.
        changed: Articles that were written or removed, column `unit_id`; None for all.
    """
    with warehouse.writer() as session:
        began, after = latest_change(session), int(session.scalar(_LAST, {"table": NAMES}))
        if changed is None:
            changed = session.query(_EVERYTHING)
    for units in slices(changed, NAMED_AT_ONCE):
        _name(warehouse, units)
    with warehouse.writer() as session:
        asked = pa.concat_tables([changed.select(["unit_id"]), changed_units(session, (NAMES,), after)])
        undated = session.query(_UNDATED, asked=asked)
    parts = [_weigh(warehouse, settings, units) for units in slices(undated, WEIGHED_AT_ONCE)]
    made = pa.concat_tables([pa.table({"unit_id": pa.array([], pa.string())}), *parts])
    with warehouse.writer() as session, session.transaction():
        if made.num_rows and not session.scalar(_ADDED_SINCE, {"after": began}, own=made):
            note_progress(session, NAMES, _lineage(settings), latest_change(session))
        total = session.count(NAMES)
    return {"names": total, "undated_weighed": undated.num_rows, "articles_made_again": made.num_rows}


def told_identity(settings: "Settings") -> str:  # noqa: ARG001 one shape for all
    """Return the version of the names; what they tell is in the identity of who makes articles."""
    from pipelines.enrich.dating.printed import VERSION

    return f"article_names@{VERSION}"


def _lineage(settings: "Settings") -> str:
    """Return the lineage of the entry, so that its own commits count as taken in."""
    from pipelines.catalogue.lineage import lineage_of
    from pipelines.catalogue.tables import CATALOGUE

    return lineage_of(CATALOGUE, CATALOGUE[NAMES], settings)


def _name(warehouse: "Warehouse", units: pa.Table) -> None:
    """Write the names of some articles, and note which undated ones others now say other things of."""
    from pipelines.enrich.dating.printed import printed_names

    with warehouse.writer() as session:
        dated = of_few(load_sql("core", "surely_dated").statement, units, "core.articles", "core.date_evidence")
        articles = session.query(dated, units=units)
    columns = (articles.column(name).to_pylist() for name in ("article_id", "known_day", "text"))
    rows = [
        {"article_id": article_id, "name": name, "known_day": day}
        for article_id, day, text in zip(*columns, strict=True)
        for name in printed_names(text)
    ]
    with warehouse.writer() as session, session.transaction():
        standing = session.query(_STANDING, units=units)
        written = CONTRACTS[NAMES].from_rows(rows)
        session.replace(NAMES, written, unit_column="article_id", units=units)
        statement = load_sql("core", "told_otherwise")
        touched = session.query(statement.statement, _weights(), written=written, standing=standing)
        session.run(_FORGET, units=units)
        if touched.num_rows:
            log_changes(session, [NAMES], touched)


def _weigh(warehouse: "Warehouse", settings: "Settings", units: pa.Table) -> pa.Table:
    """Make those of some undated articles again of which something else is told; return their ids, column `unit_id`."""
    with warehouse.writer() as session:
        found = told_of(session, units.rename_columns(["article_id"]))
        again = session.query(
            load_sql("core", "told_anew").statement,
            units=units,
            told=found.select(["article_id", "told_key", "least_step"]),
        )
    for wanted in slices(again, MADE_AT_ONCE):
        _make(warehouse, settings, wanted, found)
    return again.select(["article_id"]).rename_columns(["unit_id"])


def told_of(session: "Session", wanted: pa.Table) -> pa.Table:
    """Return what dated articles tell of undated ones: columns `article_id`, `told`, `told_key`, `least_step`; no row where nothing.

    Args:
        session: A session on the working file.
        wanted: Undated articles, column `article_id`.
    """
    from pipelines.enrich.dating.told import MOST_ARTICLES, SHARE_STEPS

    parameters = {**_weights(), "most_articles": MOST_ARTICLES, "share_steps": SHARE_STEPS}
    return session.query(load_sql("core", "told_of_articles").statement, parameters, wanted=wanted)


def _weights() -> dict[str, float]:
    """Return how names weigh, as SQL takes it."""
    from pipelines.enrich.dating.told import MOST_HOLDERS, STRENGTH_STEPS, STRENGTH_UNIT, WEIGHT_UNIT

    return {
        "most_holders": MOST_HOLDERS,
        "weight_unit": WEIGHT_UNIT,
        "strength_unit": STRENGTH_UNIT,
        "strength_steps": STRENGTH_STEPS,
    }


def _make(warehouse: "Warehouse", settings: "Settings", wanted: pa.Table, found: pa.Table) -> None:
    """Make articles again from the documents that hold them and what is told of them, in one commit."""
    from pipelines.enrich.articles import ARTICLES, EVIDENCE, MOST_DOCUMENTS, OCCURRENCES, STRETCH_CHARS, best_articles

    parameters = {"stretch_chars": STRETCH_CHARS, "most": MOST_DOCUMENTS}
    with warehouse.writer() as session:
        occurrences = session.query(load_sql("core", "dating_occurrences").statement, parameters, wanted=wanted)
        occurrences = occurrences.append_column("text", occurrence_texts(session, occurrences))
    by_article = dict(zip(*(found.column(name).to_pylist() for name in ("article_id", "told")), strict=True))
    ids = wanted.column("article_id").to_pylist()
    held = [
        by_article.get(article_id) if article_id in set(ids) else None
        for article_id in occurrences.column("article_id").to_pylist()
    ]
    occurrences = occurrences.append_column("told", pa.array(held, found.schema.field("told").type))
    made = workers.article_maker(settings).work({OCCURRENCES: occurrences})
    rows = best_articles(made[ARTICLES], made[EVIDENCE], set(ids))
    units = wanted.select(["article_id"]).rename_columns(["unit_id"])
    keys = wanted.select(["article_id", "told_key", "least_step"]).filter(wanted.column("told_key").is_valid())
    with warehouse.writer() as session, session.transaction():
        commit_redated(session, rows, wanted.select(["article_id"]))
        session.replace(TOLD, CONTRACTS[TOLD].conform(keys), unit_column="article_id", units=units)
