"""Finishes what an annotator has not yet done: find the stale units, read them, write their facts, note them done.

A unit is stale when `ops.annotations` does not say that this annotator made the table's rows from this input. So a new
article is read once, a new model re-reads everything, and a run that was killed carries on where its last commit stood.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session
from pipelines.worker import Annotator

MAX_UNITS = 2_000
"""Units of one batch at most, however small they are: bounds the rows that one transaction holds."""

Report = Callable[[int, int], None]
"""Called with (units done, units to do) after each commit."""


@dataclass(frozen=True, slots=True)
class Increment:
    """What one call did: units read, rows written, rows that were removed because their article is gone."""

    unit_count: int
    row_count: int
    pruned_count: int


def pending_units(session: Session, table_name: str, annotator_id: str) -> pa.Table:
    """The stale units of a table: columns `unit_id`, `input_key`, `size` (words or characters), ordered by unit.

    `sql/<schema>/<table>.sql` says which units there are, what each is read from, and how large it is.
    """
    schema_name, _, name = table_name.partition(".")
    units = load_sql(schema_name, name).statement
    return session.query(
        f"select u.unit_id, u.input_key, u.size::bigint as size from ({units}) as u "
        "anti join ops.annotations as n on n.table_name = $table and n.unit_id = u.unit_id "
        "and n.annotator_id = $annotator and n.input_key = u.input_key order by u.unit_id",
        {"table": table_name, "annotator": annotator_id},
    )


def unit_batches(units: pa.Table, max_size: int) -> Iterator[pa.Table]:
    """Consecutive slices of `units` whose sizes sum to at most `max_size`; a larger unit stands alone."""
    sizes = units.column("size").to_pylist()
    start, total = 0, 0
    for index, size in enumerate(sizes):
        if index > start and (total + size > max_size or index - start >= MAX_UNITS):
            yield units.slice(start, index - start)
            start, total = index, 0
        total += size
    if start < len(sizes):
        yield units.slice(start)


def rows_of_articles(session: Session, table_name: str, units: pa.Table) -> pa.Table:
    """The rows of a table that belong to these articles, in key order."""
    contract = CONTRACTS[table_name]
    columns = ", ".join(contract.column_names)
    return contract.conform(
        session.query(
            f"select {columns} from {table_name} where article_id in (select unit_id from units) "
            f"order by {', '.join(contract.key)}",
            units=units,
        )
    )


def prune(session: Session, table_name: str) -> int:
    """Removes rows of articles that are no more, and their notes; gives the number of rows."""
    gone = f"from {table_name} where article_id not in (select article_id from core.articles)"
    count = int(session.scalar(f"select count(*) {gone}"))
    stale_notes = (
        "from ops.annotations where table_name = $table and unit_id not in (select article_id from core.articles)"
    )
    with session.transaction():
        if count:
            session.run(f"delete {gone}")
        session.run(f"delete {stale_notes}", {"table": table_name})
    return count


def annotate(session: Session, annotator: Annotator, *, batch_words: int, report: Report | None = None) -> Increment:
    """Brings an annotator's table up to date, one transaction a batch of articles.

    Args:
        session: A writing session.
        annotator: Who reads; its `table` is the one written.
        batch_words: Words that one batch holds at most.
        report: Told after each commit how far it is.
    """
    table_name = annotator.table
    annotator_id = annotator.annotator_id
    pruned = prune(session, table_name)
    pending = pending_units(session, table_name, annotator_id)
    if pending.num_rows:
        session.note_annotator(annotator_id, annotator.config())
    done = row_count = 0
    for units in unit_batches(pending, batch_words):
        tables = {name: rows_of_articles(session, name, units) for name in ("core.articles", *annotator.requires)}
        rows = annotator.predict(tables)
        with session.transaction():
            session.replace(table_name, rows, unit_column="article_id", unit_ids=units.column("unit_id").to_pylist())
            session.note_done(table_name, units, annotator_id)
        done += units.num_rows
        row_count += rows.num_rows
        if report:
            report(done, pending.num_rows)
    return Increment(done, row_count, pruned)
