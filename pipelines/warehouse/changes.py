"""The log of what commits wrote, and how far each table that follows others has read it: cost follows what is new.

A commit notes the units that it wrote or removed, with the days that they count for before and after. A table that
follows others asks for the changes since the last commit that it took into account, does its work, and moves on. When what it
is made by changes (its lineage), it starts from the beginning.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.warehouse.few import FEW_UNITS
from pipelines.warehouse.session import Session

_LATEST = (
    "coalesce(greatest((select max(change_number) from ops.changes), (select max(change_number) from ops.progress)), 0)"
)
_PROGRESS = (
    "select table_name, lineage, change_number from ops.progress "
    "union all select null, null, max(change_number) from ops.changes"
)
_NOTE = "insert into ops.changes by name select $number::bigint as change_number, unnest($tables) as table_name, unit_id, published_date"
_OF_DAYS = "from units left join days on units.unit_id = days.unit_id"
NO_DAYS = pa.schema([("unit_id", pa.string()), ("published_date", pa.date32())]).empty_table()


class Since(NamedTuple):
    """What a table has still to take into account.

    Attributes:
        change_number: The last commit that it took into account; None when everything has to be looked at.
        latest: The last commit that there is.
    """

    change_number: int | None
    latest: int

    @property
    def is_all(self) -> bool:
        """True when everything has to be looked at."""
        return self.change_number is None

    @property
    def is_nothing(self) -> bool:
        """True when there was no commit since."""
        return self.change_number == self.latest


def latest_change(session: Session) -> int:
    """Return the number of the last commit; 0 before the first."""
    return int(session.scalar(f"select {_LATEST}"))


def since(session: Session, table_name: str, lineage: str) -> Since:
    """Return what a table has still to take into account."""
    return since_all(session, {table_name: lineage})[table_name]


def since_all(session: Session, lineages: Mapping[str, str]) -> dict[str, Since]:
    """Return by table what some tables have still to take into account; their lineages by their names."""
    rows = session.query(_PROGRESS)
    names, made_by, numbers = (rows.column(name).to_pylist() for name in rows.column_names)
    latest = max(filter(None, numbers), default=0)
    noted = dict(zip(zip(names, made_by, strict=True), numbers, strict=True))
    return {name: Since(noted.get((name, lineage)), latest) for name, lineage in lineages.items()}


def changed_units(session: Session, watched: Sequence[str], after: int) -> pa.Table:
    """Return the units that commits after one wrote in any of these tables: column `unit_id`."""
    return session.query(
        "select distinct unit_id from ops.changes where change_number > $after "
        "and table_name in (select unnest($watched)) order by unit_id",
        {"after": after, "watched": list(watched)},
    )


def count_changed(session: Session, after: int) -> int:
    """Return how many units commits after one wrote, of whatever table."""
    return int(
        session.scalar("select count(distinct unit_id) from ops.changes where change_number > $after", {"after": after})
    )


def changed_days(session: Session, after: int) -> pa.Table:
    """Return the days for which articles counted that commits after one wrote: columns `table_name`, `published_date`, with NULL."""
    return session.query(
        "select distinct table_name, published_date from ops.changes where change_number > $after", {"after": after}
    )


def changed_undated(session: Session, watched: Sequence[str], after: int) -> pa.Table:
    """Return the articles that commits after one wrote and that have or had no day: column `unit_id`.

    Args:
        session: A session on the working file.
        watched: Tables whose commits are of articles.
        after: The last commit that is known.
    """
    return session.query(
        "select distinct unit_id from ops.changes where change_number > $after and published_date is null "
        "and table_name in (select unnest($watched)) order by unit_id",
        {"after": after, "watched": list(watched)},
    )


def note_progress(session: Session, table_name: str, lineage: str, change_number: int) -> None:
    """Note that a table takes all commits up to this one into account; later ones that another machine noted stay so."""
    reached = {"table": table_name, "lineage": lineage, "number": change_number}
    moved = session.scalar(
        "update ops.progress set change_number = greatest(change_number, $number) where table_name = $table and lineage = $lineage",
        reached,
    )
    if not moved:
        with session.transaction():
            forget_progress(session, table_name)
            session.run(
                "insert into ops.progress by name select $table as table_name, $lineage as lineage, $number as change_number",
                reached,
            )


def note_all_progress(session: Session, reached: Mapping[str, tuple[str, int]]) -> None:
    """Note for several tables at once what `note_progress` notes for one; lineage and commit by table."""
    rows = [
        {"table_name": name, "lineage": lineage, "change_number": number} for name, (lineage, number) in reached.items()
    ]
    if not rows:
        return
    noted = CONTRACTS["ops.progress"].from_rows(rows)
    with session.transaction():
        noted = session.query(
            "select noted.table_name, noted.lineage, greatest(noted.change_number, standing.change_number) as change_number "
            "from noted left join ops.progress as standing "
            "on noted.table_name = standing.table_name and noted.lineage = standing.lineage",
            noted=noted,
        )
        session.run("delete from ops.progress where table_name in (select table_name from noted)", noted=noted)
        session.run("insert into ops.progress by name select * from noted", noted=noted)


def forget_progress(session: Session, table_name: str) -> None:
    """Let a table start from the beginning when it is made next."""
    session.run("delete from ops.progress where table_name = $table", {"table": table_name})


def log_changes(session: Session, table_names: Sequence[str], units: pa.Table, days: pa.Table = NO_DAYS) -> None:
    """Note that a commit wrote these units of some tables.

    Args:
        session: A session inside the commit's transaction.
        table_names: The tables.
        units: Column `unit_id`.
        days: Columns `unit_id`, `published_date`: the days that the units counted for before and count for now; documents
            and files count for none.
    """
    parameters = {"number": latest_change(session) + 1, "tables": list(table_names)}
    if units.num_rows > FEW_UNITS:
        session.run(
            f"{_NOTE} from (select distinct units.unit_id, days.published_date {_OF_DAYS})",
            parameters,
            units=units,
            days=days,
        )
        return
    days_of = defaultdict(list)
    for unit_id, day in zip(*(days.column(name).to_pylist() for name in ("unit_id", "published_date")), strict=True):
        days_of[unit_id].append(day)
    noted = {(unit_id, day) for unit_id in units["unit_id"].to_pylist() for day in days_of.get(unit_id, (None,))}
    rows = [{"unit_id": unit_id, "published_date": day} for unit_id, day in noted]
    session.run(f"{_NOTE} from noted", parameters, noted=pa.Table.from_pylist(rows, NO_DAYS.schema))


def forget_changes(session: Session, followers: Sequence[str], others: Sequence[str] = ()) -> None:
    """Remove the changes that every follower has taken into account.

    A table that is named nowhere here (an extension made it that is not there now) and lacks some of these has to look at
    everything when it comes back.

    Args:
        session: A session on the working file.
        followers: The tables that follow changes.
        others: Tables that are made and follow none: they hold no change back, and what made them stays noted.
    """
    noted = session.query(
        "select min(change_number) as least, count(*) as noted from ops.progress where table_name in (select unnest($names))",
        {"names": list(followers)},
    ).to_pylist()[0]
    if noted["noted"] != len(followers):
        return
    least = {"least": noted["least"]}
    with session.transaction():
        session.run("delete from ops.changes where change_number <= $least", least)
        session.run(
            "delete from ops.progress where change_number < $least and contains(table_name, '.') "
            "and table_name not in (select unnest($names))",
            {**least, "names": [*followers, *others]},
        )
