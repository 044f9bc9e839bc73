"""Work by days: the articles of some days of publication, or the documents of some days of collection, made again and nothing else.

Units of these days are read by whoever reads now; what is pending of other days stays pending. What follows from them (canonical
names, stories, marts) takes in what changed, as after any run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pyarrow as pa

from pipelines.catalogue import CATALOGUE, Annotated, Derived, Mart
from pipelines.catalogue.entries import UnitKind
from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.audit import CheckResult, slice_results
from pipelines.warehouse.changes import changed_units
from pipelines.warehouse.marks import forget_marks
from pipelines.work.articles import make_articles
from pipelines.work.documents import cut_documents
from pipelines.work.reading import read_articles
from pipelines.work.run import bring_up_to_date, publish_now
from pipelines.work.units import Report

MOST_TOLD = 62
"""Days that a run tells the UI of, the latest: two months; each costs the UI's records a kilobyte."""


class DayKind(StrEnum):
    """What a day is the day of."""

    COLLECTED = "collected"
    PUBLISHED = "published"


_SUMMARIES = {DayKind.COLLECTED: "days_collected", DayKind.PUBLISHED: "days_published"}


@dataclass(frozen=True, slots=True)
class DaysDone:
    """What work by days did.

    Attributes:
        documents: Documents that were cut again.
        articles: Articles that were read again.
        rows: Rows that readings wrote.
    """

    documents: int
    articles: int
    rows: int


def redo_days(
    warehouse: Warehouse,
    settings: Settings,
    kind: DayKind,
    days: Sequence[date],
    *,
    report: Report,
    tables: Sequence[str] = (),
) -> DaysDone:
    """Make again what belongs to some days, and publish it.

    Args:
        warehouse: The warehouse.
        settings: What workers are built from.
        kind: Whether documents that were collected on these days, or articles published on them.
        days: The days.
        report: Told after each commit how far a table is.
        tables: Only these readings; all when empty. Documents are cut again only when all are asked for.
    """
    readings = [entry for entry in CATALOGUE.readings() if not tables or set(tables) & set(entry.tables)]
    with warehouse.writer() as session:
        documents = _documents(session, kind, days)
    if documents.num_rows and not tables:
        _cut_again(warehouse, settings, documents, report)
    with warehouse.writer() as session:
        articles = _articles(session, kind, days, documents)
        _forget(session, readings, articles)
    counts = read_articles(warehouse, settings, readings, report, among=articles)
    followers = [entry for entry in CATALOGUE.entries if isinstance(entry, (Derived, Mart))]
    bring_up_to_date(warehouse, settings, followers, report)
    publish_now(warehouse)
    return DaysDone(documents.num_rows, articles.num_rows, sum(count.rows for count in counts.values()))


def day_summary(session: Session, kind: DayKind, days: Sequence[date]) -> list[dict[str, object]]:
    """Return a row per day with what there is of it, for the UI."""
    rows: list[dict[str, object]] = session.query(
        load_sql("core", _SUMMARIES[kind]).statement, days=_table(days)
    ).to_pylist()
    return rows


def days_checked(session: Session, kind: DayKind, days: Sequence[date]) -> list[tuple[str, CheckResult]]:
    """Return what the checks of commits find in the rows of some days: table and result, those that fail alone."""
    documents = _documents(session, kind, days)
    articles = _articles(session, kind, days, documents)
    found = []
    for entry in CATALOGUE.entries:
        if not isinstance(entry, Annotated):
            continue
        for name in entry.tables:
            is_of_articles = "article_id" in CONTRACTS[name].column_names
            units, column = (articles, "article_id") if is_of_articles else (documents, "document_id")
            found += [(name, r) for r in slice_results(session, name, column, units) if not r.is_passed]
    return found


def touched_days(session: Session) -> dict[DayKind, list[date]]:
    """Return the days of each kind that commits since the last publication changed, the latest ones."""
    after = session.scalar("select coalesce(max(change_number), 0) from ops.publications")
    found = load_sql("core", "touched_days").statement
    parameters = {"after": after, "most": MOST_TOLD}
    documents = changed_units(session, ["raw.documents"], after)
    rows = session.query(found, parameters, units=documents).to_pylist()
    return {kind: [row["day"] for row in rows if row["kind"] == kind] for kind in DayKind}


def _cut_again(warehouse: Warehouse, settings: Settings, documents: pa.Table, report: Report) -> None:
    cut, made = CATALOGUE.annotated(UnitKind.DOCUMENT)
    with warehouse.writer() as session:
        _forget(session, [cut, made], documents)
    cut_documents(warehouse, settings, cut, report, among=documents)
    make_articles(warehouse, settings, made, report, among=documents)


def _forget(session: Session, entries: Sequence[Annotated], units: pa.Table) -> None:
    with session.transaction():
        for entry in entries:
            forget_marks(session, entry.name, units)


def _documents(session: Session, kind: DayKind, days: Sequence[date]) -> pa.Table:
    """Documents that were collected on days; none of days of publication."""
    asked = days if kind is DayKind.COLLECTED else ()
    return session.query(load_sql("core", "documents_of_days").statement, days=_table(asked))


def _articles(session: Session, kind: DayKind, days: Sequence[date], documents: pa.Table) -> pa.Table:
    """Articles that were published on days, or those of the documents that were collected on them."""
    if kind is DayKind.PUBLISHED:
        return session.query(load_sql("core", "articles_of_days").statement, days=_table(days))
    return session.query(
        "select distinct article_id as unit_id from core.article_occurrences "
        "where document_id in (select unit_id from documents) order by unit_id",
        documents=documents,
    )


def _table(days: Sequence[date]) -> pa.Table:
    return pa.table({"day": pa.array(days, pa.date32())})
