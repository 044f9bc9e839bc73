"""Which units of a table are done, by whom, from what: the marks in `ops.annotations`.

A unit is pending when its mark does not say that this lineage made its rows from this input. So a new article is read
once, a new model reads everything again, and a run that was killed carries on where its last commit stood.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts import CONTRACTS
from pipelines.warehouse.few import among_units
from pipelines.warehouse.session import Session
from pipelines.worker import Worker

UNITS = pa.schema([("unit_id", pa.string()), ("input_key", pa.string()), ("size", pa.int64())])
NO_UNITS = pa.table({"unit_id": pa.array([], pa.string())})


_PENDING = (
    "select asked.table_name, u.unit_id, asked.lineage || '|' || u.input_key as input_key, u.size::bigint as size "
    "from {units} as u inner join asked on u.list = asked.list anti join {marks} as mark on mark.table_name = asked.table_name "
    "and mark.unit_id = u.unit_id and mark.input_key = asked.lineage || '|' || u.input_key order by u.unit_id"
)
_GONE = (
    "select mark.table_name, mark.unit_id from {marks} as mark inner join asked on mark.table_name = asked.table_name "
    "anti join {units} as u on u.list = asked.list and u.unit_id = mark.unit_id order by mark.unit_id"
)


class Asked(NamedTuple):
    """A table of which it is asked what it has still to do.

    Attributes:
        table_name: The table; its marks say what is done.
        lineage: What the table and all that it rests on are made by.
        units_sql: A statement for the units that there are: `unit_id`, `input_key`, `size`. It looks at those in the table
            `changed` alone, unless `$everything`: DuckDB moves no condition below what it groups by.
    """

    table_name: str
    lineage: str
    units_sql: str


class Pending(NamedTuple):
    """What a table has still to do.

    Attributes:
        units: Columns `unit_id`, `input_key` and `size` (words or characters), ordered by unit: rows are to be made.
        gone: Column `unit_id`: units that are no more, whose rows are to be removed.
    """

    units: pa.Table
    gone: pa.Table


def pending(session: Session, tables: Sequence[Asked], changed: pa.Table | None) -> dict[str, Pending]:
    """Return by table what some tables have still to do: their units and their marks are looked for once for all of them.

    Args:
        session: A session on the working file.
        tables: The tables.
        changed: The units to look at, column `unit_id`; all of them when None.
    """
    statements = list(dict.fromkeys(item.units_sql for item in tables))
    lists = [statements.index(item.units_sql) for item in tables]
    asked = pa.table(
        {
            "table_name": pa.array([item.table_name for item in tables], pa.string()),
            "lineage": pa.array([item.lineage for item in tables], pa.string()),
            "list": pa.array(lists, pa.int32()),
        }
    )
    units_sql = " union all ".join(f"select {number} as list, * from ({sql})" for number, sql in enumerate(statements))
    scope, parameters = {"asked": asked, "changed": NO_UNITS}, {"everything": True}
    names = {"units": f"({units_sql})", "marks": "ops.annotations"}
    if changed is not None:
        among = among_units("ops.annotations", "unit_id", changed, "changed")
        marks = session.query(
            f"select table_name, unit_id, input_key from ops.annotations where {among}", changed=changed
        )
        units = session.query(units_sql, {"everything": False}, changed=changed)
        scope, parameters = {"asked": asked, "units": units, "marks": marks}, {}
        names = {"units": "units", "marks": "marks"}
    new = session.query(_PENDING.format(**names), parameters, **scope)
    gone = session.query(_GONE.format(**names), parameters, **scope)
    return {name: Pending(*(_of_table(rows, name) for rows in (new, gone))) for name in asked["table_name"].to_pylist()}


def done_meanwhile(session: Session, keys: Mapping[str, Mapping[str, str]], units: pa.Table) -> dict[str, set[str]]:
    """Return by table which units another machine has done since it was planned to do them.

    Args:
        session: A session on the warehouse.
        keys: By table, the input key of each unit as it was planned.
        units: Column `unit_id`: the units to look at.
    """
    marks = session.query(
        "select table_name, unit_id, input_key from ops.annotations "
        "where table_name in (select unnest($names)) and unit_id in (select unit_id from units)",
        {"names": list(keys)},
        units=units,
    )
    done: dict[str, set[str]] = {name: set() for name in keys}
    for table_name, unit_id, input_key in zip(*(marks.column(n).to_pylist() for n in marks.column_names), strict=True):
        if keys[table_name].get(unit_id) == input_key:
            done[table_name].add(unit_id)
    return done


def note_done(session: Session, table_name: str, units: pa.Table, annotator_id: str) -> None:
    """Note that these units' rows of a table are the work of a worker on this input.

    Args:
        session: A session inside the commit's transaction.
        table_name: The table that was written.
        units: Columns `unit_id`, `input_key`.
        annotator_id: Who made the rows.
    """
    note_all_done(session, {table_name: (units, annotator_id)})


def note_all_done(session: Session, done: Mapping[str, tuple[pa.Table, str]]) -> None:
    """Note for several tables at once what `note_done` notes for one.

    Args:
        session: A session inside the commit's transaction.
        done: Units and annotator by the table that was written.
    """
    marks = pa.concat_tables(
        pa.table(
            {
                "table_name": pa.array([table_name] * units.num_rows, pa.string()),
                "unit_id": units.column("unit_id"),
                "annotator_id": pa.array([annotator_id] * units.num_rows, pa.string()),
                "input_key": units.column("input_key"),
            }
        )
        for table_name, (units, annotator_id) in done.items()
    )
    session.run(
        "delete from ops.annotations where table_name in (select unnest($tables)) "
        "and (table_name, unit_id) in (select table_name, unit_id from marks)",
        {"tables": list(done)},
        marks=marks,
    )
    session.run("insert into ops.annotations by name select * from marks", marks=marks)


def forget_marks(session: Session, table_name: str, units: pa.Table) -> None:
    """Remove the marks of these units: they are pending, or no more."""
    session.run(
        "delete from ops.annotations where table_name = $table and unit_id in (select unit_id from units)",
        {"table": table_name},
        units=units,
    )


def note_workers(session: Session, *workers: Worker) -> None:
    """Record workers in `ops.annotators`, each once."""
    known = "select annotator_id from ops.annotators where annotator_id in (select unnest($ids))"
    identities = {"ids": [worker.annotator_id for worker in workers]}
    if not workers or len(workers) == session.query(known, identities).num_rows:
        return
    with session.transaction():
        standing = set(
            session.query(known, identities)["annotator_id"].to_pylist()
        )  # another machine may have come first
        new = {worker.annotator_id: worker for worker in workers if worker.annotator_id not in standing}
        rows = [
            {
                "annotator_id": annotator_id,
                "name": worker.name,
                "version": worker.version,
                "config": json.dumps(worker.config(), sort_keys=True),
            }
            for annotator_id, worker in new.items()
        ]
        session.append_distinct("ops.annotators", CONTRACTS["ops.annotators"].from_rows(rows))


def _of_table(rows: pa.Table, table_name: str) -> pa.Table:
    """The units of one table."""
    found = rows.filter(pc.equal(rows["table_name"], table_name)).drop_columns(["table_name"])
    return found.cast(UNITS) if "size" in found.column_names else found


__all__ = [
    "UNITS",
    "Asked",
    "Pending",
    "done_meanwhile",
    "forget_marks",
    "note_all_done",
    "note_done",
    "note_workers",
    "pending",
]
