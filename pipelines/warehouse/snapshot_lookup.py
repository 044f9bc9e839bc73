"""Which snapshot of a lake is published, asked of the catalogue itself: a millisecond, where attaching the lake takes a hundred.

The tables are those of DuckLake's specification.
"""

from typing import TYPE_CHECKING

from pipelines.warehouse.advisory import connected, unreachable
from pipelines.warehouse.kept import Kept

if TYPE_CHECKING:
    import psycopg

_PUBLISHED = (
    "select snapshot_id from ducklake_snapshot_changes where starts_with(commit_message, %s) "
    "order by snapshot_id desc limit 1"
)
_asking: "Kept[psycopg.Connection[tuple[int]]]" = Kept()


def last_published(catalogue: str, word: str) -> int | None:
    """Return the newest snapshot whose commit message begins with a word; None when there is none, or no lake.

    Raises:
        UnreachableError: If the server does not answer.
    """
    import psycopg

    try:
        with _asking.using(catalogue, lambda: connected(catalogue)) as connection:
            row = connection.execute(_PUBLISHED, [word]).fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    except psycopg.OperationalError as error:
        _asking.let_go(catalogue)
        raise unreachable(catalogue, error) from error
    return row[0] if row else None
