"""Which figures a table has: every statement `sql/shown/<schema>_<table>__<name>.sql`, shown by what its name begins with.

`rates`: one row whose columns are shown as numbers. `by_..._day`: a chart of its first two columns. Another `by_...`: a table with
bars. Anything else: a table.
"""

from dataclasses import dataclass

from pipelines.sqlfiles import SqlFile, list_sql, load_sql
from pipelines.warehouse import Session
from pipelines.work.figures.drawing import bar_table, column_chart, markdown_table

FOLDER = "shown"
RATES, BY, DAY = "rates", "by_", "day"


@dataclass(frozen=True, slots=True)
class Rates:
    """Numbers by name; one that nothing tells (a share of no rows) is left out."""

    values: dict[str, int | float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table or chart: its name, what it shows, and the Markdown that shows it."""

    name: str
    title: str
    text: str


Figure = Rates | Drawn


def figures_of(session: Session, table_name: str) -> list[Figure]:
    """Return the figures of a table, in the order of their names.

    Args:
        session: A session on the warehouse.
        table_name: Qualified name of the table.
    """
    prefix = f"{table_name.replace('.', '_')}__"
    names = [name for name in list_sql(FOLDER) if name.startswith(prefix)]
    return [_figure(session, name.removeprefix(prefix), load_sql(FOLDER, name)) for name in names]


def _figure(session: Session, name: str, file: SqlFile) -> Figure:
    rows = session.query(file.statement).to_pylist()
    if name.startswith(RATES):
        return Rates({key: value for row in rows for key, value in row.items() if value is not None})
    title = file.description.splitlines()[0]
    if name.startswith(BY) and name.endswith(DAY):
        return Drawn(name, title, column_chart(rows, title))
    return Drawn(name, title, bar_table(rows) if name.startswith(BY) else markdown_table(rows))
