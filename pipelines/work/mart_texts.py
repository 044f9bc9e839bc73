"""Texts that a mart takes over from a daily mart: numbers stand in their place while Polars counts, and DuckDB puts them back.

Texts are most of what such a mart would read, sort and hand back, and few of the rows that it reads are among those that it makes. The
numbers hold within one transaction alone: later, rows may have others.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue import Mart
from pipelines.contracts import CONTRACTS
from pipelines.warehouse import Session
from pipelines.warehouse.errors import AuditError
from pipelines.work.mart_days import DAY, Days, often_named, on_days, window_of


def has_numbers(entry: Mart, table_name: str) -> bool:
    """Tell whether numbers stand for texts in the rows of a table that a mart's function is given."""
    return bool(entry.carried) and table_name == _source(entry)


def numbered_rows(session: Session, entry: Mart, table_name: str, columns: Sequence[str], chunk: Days) -> pa.Table:
    """Return the rows of a daily mart that the rows of some days can depend on, with numbers for texts.

    In the place of the key of a thing is a number of its own, in that of another text the number of the row.

    Args:
        session: A session inside a transaction.
        entry: The mart that carries the texts.
        table_name: The daily mart.
        columns: The columns that are read of it.
        chunk: The days.
    """
    key, *others = entry.carried
    instead = {key: "often.number", **dict.fromkeys(others, "daily.rowid")}
    read = ", ".join(f"{instead.get(column, f'daily.{column}')} as {column}" for column in columns)
    stale, stale_values = on_days(chunk.dates, "stale")
    near, near_values = on_days(window_of(entry, chunk).column("day").to_pylist(), "near")
    return session.query(
        f"with often as (select {key}, row_number() over ()::integer as number from (select distinct {key} "
        f"from ({often_named(entry, table_name, stale)}))) "
        f"select {read} from {table_name} as daily inner join often on daily.{key} = often.{key} where {near}",
        {**stale_values, **near_values},
    )


def append_named(session: Session, entry: Mart, rows: pa.Table) -> None:
    """Add the rows that the function of a mart made, none of whose keys stands, with the texts for which numbers stand in them.

    Args:
        session: The session that gave the numbers, in the same transaction.
        entry: The mart.
        rows: What its function made.

    Raises:
        AuditError: If two of them are of one row of the daily mart, whose key is theirs.
    """
    repeated = rows.num_rows - pc.count_distinct(rows[entry.carried[-1]]).as_py()
    if repeated:
        raise AuditError(f"{entry.name}: {repeated} rows are of a thing and a day that another is of")
    session.run(f"insert into {entry.name} by name {_named(entry)}", numbered=rows)


def _named(entry: Mart) -> str:
    """The rows of a mart that carries texts, as SQL, in the order of days, from those that its function made: `numbered`."""
    names = CONTRACTS[entry.name].column_names
    chosen = ", ".join(f"{'daily' if name in (DAY, *entry.carried) else 'numbered'}.{name}" for name in names)
    # of most rows that cannot be meant no text is read
    return (
        f"select {chosen} from {_source(entry)} as daily inner join numbered on daily.rowid = numbered.{entry.carried[-1]} "
        f"where daily.article_count >= {entry.least_count} order by daily.{DAY}"
    )


def _source(entry: Mart) -> str:
    return next(name for name in entry.reads if set(entry.carried) <= set(CONTRACTS[name].column_names))
