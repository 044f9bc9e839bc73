"""Which units of a table are done, by whom, from what: the marks in `ops.annotations`.

A unit is pending when its mark does not say that this lineage made its rows from this input. So a new article is read
once, a new model reads everything again, and a run that was killed carries on where its last commit stood.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

import pyarrow as pa

from pipelines.warehouse.session import Session
from pipelines.worker import Worker

UNITS = pa.schema([("unit_id", pa.string()), ("input_key", pa.string()), ("size", pa.int64())])
NO_UNITS = pa.table({"unit_id": pa.array([], pa.string())})


class Pending(NamedTuple):
    """What a table has still to do.

    Attributes:
        units: Columns `unit_id`, `input_key` and `size` (words or characters), ordered by unit: rows are to be made.
        gone: Column `unit_id`: units that are no more, whose rows are to be removed.
    """

    units: pa.Table
    gone: pa.Table


def pending(session: Session, table_name: str, lineage: str, units_sql: str, changed: pa.Table | None) -> Pending:
    """Return what a table has still to do.

    Args:
        session: A session on the working file.
        table_name: The table; its marks say what is done.
        lineage: What the table and all that it rests on are made by.
        units_sql: A statement for the units that there are: `unit_id`, `input_key`, `size`. It looks at those in the table
            `changed` alone, unless `$everything`: DuckDB moves no condition below what it groups by.
        changed: The units to look at, column `unit_id`; all of them when None.
    """
    everything = changed is None
    among = NO_UNITS if changed is None else changed
    units = session.query(
        f"select u.unit_id, $lineage || '|' || u.input_key as input_key, u.size::bigint as size from ({units_sql}) as u "
        "anti join (select unit_id, input_key from ops.annotations where table_name = $table) as mark "
        "on mark.unit_id = u.unit_id and mark.input_key = $lineage || '|' || u.input_key order by u.unit_id",
        {"table": table_name, "lineage": lineage, "everything": everything},
        changed=among,
    )
    gone = session.query(
        f"select mark.unit_id from ops.annotations as mark anti join ({units_sql}) as u on mark.unit_id = u.unit_id "
        "where mark.table_name = $table and ($everything or mark.unit_id in (select unit_id from changed)) "
        "order by mark.unit_id",
        {"table": table_name, "everything": everything},
        changed=among,
    )
    return Pending(units.cast(UNITS), gone)


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


_ANNOTATOR = "insert into ops.annotators by name select $annotator_id as annotator_id, $name as name, $version as version, $config as config"


def note_worker(session: Session, worker: Worker) -> None:
    """Record a worker in `ops.annotators`, once."""
    row = {
        "annotator_id": worker.annotator_id,
        "name": worker.name,
        "version": worker.version,
        "config": json.dumps(worker.config(), sort_keys=True),
    }
    known, identity = "select 1 from ops.annotators where annotator_id = $id", {"id": worker.annotator_id}
    if session.scalar(known, identity):
        return
    with session.transaction():
        if not session.scalar(known, identity):  # another machine may have come first
            session.run(_ANNOTATOR, row)


__all__ = ["UNITS", "Pending", "done_meanwhile", "forget_marks", "note_all_done", "note_done", "note_worker", "pending"]
