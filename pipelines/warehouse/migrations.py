"""What happens to standing rows when the schema changes: numbered steps, forward only, in one transaction.

Making what is absent needs no step (`schema`). A step is for what the contracts cannot say: a table that became a view, a
column whose values must be filled. It runs after absent tables and columns were made, and before the views.
"""

from collections.abc import Callable
from typing import NamedTuple

from pipelines.warehouse.session import Session


class Migration(NamedTuple):
    """One step.

    Attributes:
        number: Position in the order, from 1.
        name: What it does, as `ops.migrations` keeps it.
        apply: Changes the standing rows; works on any warehouse of the number before.
    """

    number: int
    name: str
    apply: Callable[[Session], None]


def _as_released(_: Session) -> None:
    """Do nothing: this is how release 0.1.0 made its warehouses."""


def _versions_and_changes(session: Session) -> None:
    """Give documents and articles their versions, and drop what other tables now say.

    Everything that stands is current. `ops.versions` gave way to `ops.migrations`; the pairs of entities are counted in
    `marts.entity_pair_counts`, and `marts.entity_pairs` is a view over it.
    """
    session.run("update raw.documents set is_current = true where is_current is null")
    session.run("update core.articles set is_current = true where is_current is null")
    session.run("drop table if exists ops.versions")
    session.run("drop table if exists marts.entity_pairs")


MIGRATIONS = (
    Migration(1, "tables of release 0.1.0", _as_released),
    Migration(2, "versions of documents, changes by commit, publications", _versions_and_changes),
)
LATEST = MIGRATIONS[-1].number
