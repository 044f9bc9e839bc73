"""Which figures a table has: every statement `sql/shown/<schema>_<table>__<name>.sql`, shown by what its name begins with.

`rates`: one row whose columns are shown as numbers. `by_...`: a chart of its first two columns. Anything else: a table.
"""

from dataclasses import dataclass
from functools import lru_cache

from pipelines.sqlfiles import SqlFile, list_sql, load_sql
from pipelines.warehouse import Session

FOLDER = "shown"
RATES, CHART = "rates", "by_"
MAX_ROWS = 10
"""Rows of a table in the UI."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Numbers by name; one that nothing tells (a share of no rows) is left out."""

    values: dict[str, int | float]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its name, what it shows, and its rows."""

    name: str
    title: str
    rows: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name, what it shows, and a row per bar."""

    name: str
    title: str
    rows: list[dict[str, object]]


Figure = Rates | Rows | Chart


def figures_of(session: Session, table_name: str) -> list[Figure]:
    """Return the figures of a table, in the order of their names.

    Args:
        session: A session on the warehouse.
        table_name: Qualified name of the table.
    """
    return [_figure(session, name, file) for name, file in statements_of(table_name)]


@lru_cache(maxsize=256)
def statements_of(table_name: str) -> tuple[tuple[str, SqlFile], ...]:
    """Return the statements of a table's figures by their names."""
    prefix = f"{table_name.replace('.', '_')}__"
    names = [name for name in list_sql(FOLDER) if name.startswith(prefix)]
    return tuple((name.removeprefix(prefix), load_sql(FOLDER, name)) for name in names)


def _figure(session: Session, name: str, file: SqlFile) -> Figure:
    rows = session.query(file.statement).to_pylist()
    title = file.description.splitlines()[0]
    if name.startswith(RATES):
        return Rates({key: value for row in rows for key, value in row.items() if value is not None})
    if name.startswith(CHART):
        return Chart(name, title, rows)
    return Rows(name, title, rows[:MAX_ROWS])
