"""One pass over articles: every reading that is pending for a batch is done while its text is in memory.

An exchange opens the working file for a moment: it commits what came back and reads the texts of the next batches. Between
exchanges the file is closed and the executor works.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue import CATALOGUE, Annotated
from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.commits import Written, commit
from pipelines.warehouse.marks import NO_UNITS, Pending, note_workers
from pipelines.work.chain import Done, Failure, Job
from pipelines.work.exchange import exchange
from pipelines.work.executors import executor_for, processes_for
from pipelines.work.turns import Batch, Turns, ours
from pipelines.work.units import Counts, Report, ToDo, batches_of, clear_away, note_up_to_date, to_do

ARTICLES = "core.articles"


def read_articles(
    warehouse: Warehouse,
    settings: Settings,
    entries: Sequence[Annotated],
    report: Report,
    *,
    among: pa.Table | None = None,
) -> dict[str, Counts]:
    """Bring the tables of these readings up to date.

    Args:
        warehouse: The warehouse; its working file is open only for moments.
        settings: What the workers are built from, and who runs them.
        entries: Readings of articles, in the order of making.
        report: Told after each commit how far each table is.
        among: Column `unit_id`: only what is pending of these articles is done; all that is pending when None.

    Returns:
        What was done, by the entries' names.
    """
    counts = {entry.name: Counts() for entry in entries}
    with warehouse.shares("readings") as shares:
        with warehouse.writer() as session:
            works = to_do(session, entries, settings, among)
            for work in works:
                counts[work.entry.name].removed = clear_away(session, work)
            note_workers(session, *(work.entry.worker(settings) for work in works if work.pending.units.num_rows))
        groups = list(_groups(works))
        size = sum(pc.sum(units.column("size")).as_py() for _, units in groups)
        workers = processes_for(settings, size)
        batches = deque(
            Batch(names, part)
            for names, units in groups
            for part in batches_of(units, settings.batch_words, workers=workers)
        )
        with executor_for(settings, size) as executor:
            book = _Book(works, counts, report)
            # batches hold what they need of what is pending
            works = [replace(work, pending=Pending(NO_UNITS, NO_UNITS)) for work in works]
            turns: Turns[Batch] = Turns(shares)

            def load(session: Session, batch: Batch) -> Job | None:
                keys = {name: _by_unit(batch.units, name) for name in batch.entry_names}
                mine = ours(session, turns, batch, keys)
                if mine is None:
                    return None
                book.begin(mine, keys)
                return _load(session, mine)

            def commit_done(session: Session, items: Sequence[Done]) -> None:
                _commit(session, settings, items, book)
                for item in items:
                    turns.give_back(item.unit_ids)

            for planned in turns.rounds(batches):
                exchange(warehouse, executor, planned, load=load, commit=commit_done)
        with warehouse.writer() as session:
            note_up_to_date(session, *works)
    return counts


class _Book:
    """What is at work and what was done, by entry; it holds of the units at work what the plan said, and of no others."""

    def __init__(self, works: Sequence[ToDo], counts: dict[str, Counts], report: Report) -> None:
        self.counts = counts
        self._report = report
        self._totals = {work.entry.name: work.pending.units.num_rows for work in works}
        self._sizes: dict[str, dict[str, int]] = {name: {} for name in self._totals}
        self._keys: dict[str, dict[str, str]] = {name: {} for name in self._totals}

    def begin(self, batch: Batch, keys: Mapping[str, Mapping[str, str]]) -> None:
        """Note the sizes of a batch's units, and by entry the input keys that they were planned with."""
        sizes = _by_unit(batch.units, "size")
        for name in batch.entry_names:
            self._sizes[name] |= sizes
            self._keys[name] |= {unit: keys[name][unit] for unit in sizes}

    def keys(self, entry_name: str, unit_ids: Sequence[str]) -> pa.Table:
        """Columns `unit_id` and `input_key` of units that come back."""
        held = self._keys[entry_name]
        keys = [held.pop(unit) for unit in unit_ids]
        return pa.table({"unit_id": pa.array(unit_ids, pa.string()), "input_key": pa.array(keys, pa.string())})

    def note(self, entry_name: str, unit_ids: Sequence[str], rows: int, failed: int) -> None:
        counts = self.counts[entry_name]
        counts.units += len(unit_ids)
        counts.words += sum(self._sizes[entry_name].pop(unit_id) for unit_id in unit_ids)
        counts.rows += rows
        counts.failed += failed
        self._report(entry_name, counts.units, self._totals[entry_name])


def _by_unit(units: pa.Table, name: str) -> dict[str, Any]:
    return dict(zip(*(units.column(column).to_pylist() for column in ("unit_id", name)), strict=True))


def _groups(works: Sequence[ToDo]) -> Iterator[tuple[tuple[str, ...], pa.Table]]:
    """The pending articles, grouped by the readings that are pending for them: these, and a table in the order of ids.

    Its columns are `unit_id`, `size` and, by the name of each of these readings, the input keys.
    """
    pending = [work.pending.units.combine_chunks() for work in works]
    ids = pc.unique(
        pa.chunked_array([units.column("unit_id").combine_chunks() for units in pending], pa.string())
    ).sort()
    places = [pc.index_in(ids, value_set=units.column("unit_id").combine_chunks()) for units in pending]
    among = np.zeros(len(ids), np.int64)
    for number, place in enumerate(places):
        among |= place.is_valid().to_numpy(zero_copy_only=False).astype(np.int64) << number
    combinations, firsts = np.unique(among, return_index=True)
    for combination in combinations[np.argsort(firsts)].tolist():
        rows = pa.array(np.flatnonzero(among == combination))
        numbers = [number for number in range(len(works)) if combination >> number & 1]
        taken = {number: pending[number].take(places[number].take(rows)) for number in numbers}
        keys = {works[number].entry.name: units.column("input_key") for number, units in taken.items()}
        yield tuple(keys), pa.table({"unit_id": ids.take(rows), "size": taken[numbers[0]].column("size"), **keys})


def _load(session: Session, batch: Batch) -> Job:
    made = {name for entry_name in batch.entry_names for name in CATALOGUE[entry_name].tables}
    wanted = {ARTICLES}
    for name in batch.entry_names:
        entry = CATALOGUE[name]
        wanted |= {other for other in entry.reads if "article_id" in CONTRACTS[other].column_names}
    tables = {
        name: session.rows(name, unit_column="article_id", units=batch.units.select(["unit_id"]))
        for name in sorted(wanted - made)
    }
    return Job(batch.entry_names, "article_id", tuple(batch.units.column("unit_id").to_pylist()), tables)


def _commit(session: Session, settings: Settings, items: Sequence[Done], book: _Book) -> None:
    """Commit what came of jobs, those with the same readings in one transaction: its statements cost as much for one as for ten."""
    alike: dict[tuple[str, ...], list[Done]] = {}
    for item in items:
        alike.setdefault(item.entry_names, []).append(item)
    for group in alike.values():
        _commit_group(session, settings, _together(group), book)


def _together(items: Sequence[Done]) -> Done:
    """What came of jobs with the same readings, as if it were of one."""
    if len(items) == 1:
        return items[0]
    names = dict.fromkeys(name for item in items for name in item.tables)
    return Done(
        items[0].entry_names,
        tuple(unit_id for item in items for unit_id in item.unit_ids),
        items[0].tag,
        {name: pa.concat_tables([item.tables[name] for item in items if name in item.tables]) for name in names},
        [failure for item in items for failure in item.failures],
    )


def _commit_group(session: Session, settings: Settings, item: Done, book: _Book) -> None:
    failed = {name: {f.unit_id for f in item.failures if f.table_name == name} for name in item.entry_names}
    written = []
    for name in item.entry_names:
        units = book.keys(name, item.unit_ids)
        entry = CATALOGUE[name]
        tables = {table: item.tables.get(table, CONTRACTS[table].empty()) for table in entry.tables}
        annotator_id = entry.worker(settings).annotator_id if isinstance(entry, Annotated) else name
        written.append(Written(tables, annotator_id, units))
    with session.transaction():
        commit(session, written, "article_id")
        note_failures(session, item.failures, [w.units for w in written], [next(iter(w.tables)) for w in written])
    for name, one in zip(item.entry_names, written, strict=True):
        book.note(name, item.unit_ids, one.tables[name].num_rows, len(failed[name]))


def note_failures(
    session: Session, failures: Sequence[Failure], units: Sequence[pa.Table], table_names: Sequence[str]
) -> None:
    """Record what could not be read, in place of what was recorded of these units before."""
    standing = session.count("ops.failed_units")
    for table_name, table in zip(table_names, units, strict=True) if standing else ():
        session.run(
            "delete from ops.failed_units where table_name = $table and unit_id in (select unit_id from units)",
            {"table": table_name},
            units=table,
        )
    now = datetime.now(UTC)
    rows = [{**failure._asdict(), "failed_at": now} for failure in failures]
    session.append("ops.failed_units", CONTRACTS["ops.failed_units"].from_rows(rows))
