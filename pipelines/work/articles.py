"""`core.article_occurrences` into `core.articles` and `core.date_evidence`.

An article's row is a function of the current documents that hold it, never of the order in which they came. So when a
document is new, cut again or replaced, the articles that it holds or dated are made again from the documents (at most
`MOST_DOCUMENTS` per article) that hold them.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue import CATALOGUE, Annotated
from pipelines.contracts import CONTRACTS
from pipelines.enrich.articles import ARTICLES, EVIDENCE, MOST_DOCUMENTS, OCCURRENCES, STRETCH_CHARS, best_articles
from pipelines.settings import Settings
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session, Warehouse
from pipelines.warehouse.changes import latest_change
from pipelines.warehouse.commits import commit_articles
from pipelines.warehouse.marks import done_meanwhile, forget_marks, note_done, note_workers
from pipelines.warehouse.texts import occurrence_texts
from pipelines.work.chain import Done, Job
from pipelines.work.exchange import exchange
from pipelines.work.executors import executor_for, expect, processes_for
from pipelines.work.reading import note_failures
from pipelines.work.turns import Turns
from pipelines.work.units import MAX_UNITS, Counts, Report, batches_of, note_up_to_date, to_do

BATCH_CHARS, MOST_BATCH_CHARS = 1_000_000, 4_000_000
"""Text of the articles that one batch makes, code points: the more there is to do the more, since a batch looks through all
documents for its own; never so much that a killed run loses much."""
BATCHES = 32
"""So many batches share out the work well among workers."""
CHARS_PER_WORD = 6


class Group(NamedTuple):
    """What one job makes: the stretches whose articles it makes, and what is marked as done with it."""

    number: int
    stretches: pa.Table
    done: pa.Table


def make_articles(
    warehouse: Warehouse,
    settings: Settings,
    entry: Annotated,
    report: Report,
    *,
    among: pa.Table | None = None,
) -> dict[str, Counts]:
    """Bring articles and the evidence of their dates up to date.

    Args:
        warehouse: The warehouse.
        settings: What the worker is built from.
        entry: The entry of `core.articles`.
        report: Told after each commit how far it is.
        among: Column `unit_id`: only what is pending of these documents is done; all that is pending when None.
    """
    counts = Counts()
    with warehouse.shares(entry.name) as shares:
        with warehouse.writer() as session:
            (work,) = to_do(session, [entry], settings, among)
            units = work.pending.units
            if units.num_rows:
                note_workers(session, entry.worker(settings))
            annotator_id = entry.worker(settings).annotator_id if units.num_rows else ""
            counts.removed = work.pending.gone.num_rows
            size = sum(units.column("size").to_pylist()) // CHARS_PER_WORD
            groups = _groups(session, units, work.pending.gone, processes_for(settings, size))
        turns: Turns[Group] = Turns(shares)
        keys = dict(zip(*(units.column(name).to_pylist() for name in ("unit_id", "input_key")), strict=True))
        maker = _Maker(settings, entry, counts, turns, keys)

        def commit(session: Session, items: Sequence[Done]) -> None:
            for item in items:
                maker.commit(session, item)
            report(entry.name, counts.units, units.num_rows)

        with executor_for(settings, size) as executor:
            for planned in turns.rounds(deque(groups)):
                exchange(warehouse, executor, planned, load=maker.load, commit=commit)
        expect(settings, size, [reading.name for reading in CATALOGUE.readings()])
        marked = pa.chunked_array([group.done.column("unit_id").combine_chunks() for group in groups], pa.string())
        rest = units.filter(pc.invert(pc.is_in(units.column("unit_id"), marked)))
        with warehouse.writer() as session, session.transaction():
            if rest.num_rows:
                note_done(session, entry.name, rest.select(["unit_id", "input_key"]), annotator_id)
            forget_marks(session, entry.name, work.pending.gone)
            note_up_to_date(session, work)
    return {entry.name: counts}


def _groups(session: Session, units: pa.Table, gone: pa.Table, workers: int) -> list[Group]:
    """The pending stretches in batches; documents with one stretch are marked as done with it, others at the end."""
    ids = pa.concat_tables([units.select(["unit_id"]), gone.select(["unit_id"])])
    found = session.query(load_sql("core", "document_stretches").statement, {"stretch_chars": STRETCH_CHARS}, units=ids)
    numbers = dict(zip(*(units.column(name).to_pylist() for name in ("unit_id", "input_key")), strict=True))
    per_document = found.group_by("document_id").aggregate([("stretch", "count"), ("stretch", "min")])
    firsts = dict(zip(*(per_document.column(n).to_pylist() for n in ("document_id", "stretch_min")), strict=True))
    single = {
        document_id
        for document_id, count in zip(
            *(per_document.column(n).to_pylist() for n in ("document_id", "stretch_count")), strict=True
        )
        if count == 1
    }
    rows = found.to_pylist()
    rows += [{"document_id": key, "stretch": 0, "size": 0} for key in ids["unit_id"].to_pylist() if key not in firsts]
    for row in rows:
        row["is_first"] = row["stretch"] == firsts.get(row["document_id"], 0)
    schema = pa.schema(
        [("document_id", pa.string()), ("stretch", pa.int64()), ("size", pa.int64()), ("is_first", pa.bool_())]
    )
    groups = []
    size = min(MOST_BATCH_CHARS, max(BATCH_CHARS, sum(row["size"] for row in rows) // BATCHES))
    most = MAX_UNITS * size // BATCH_CHARS
    parts = batches_of(pa.Table.from_pylist(rows, schema=schema), size, most, workers=workers)
    for number, stretches in enumerate(parts):
        names = [key for key in stretches.column("document_id").to_pylist() if key in single and key in numbers]
        done = pa.table(
            {
                "unit_id": pa.array(names, pa.string()),
                "input_key": pa.array([numbers[key] for key in names], pa.string()),
            }
        )
        groups.append(Group(number, stretches, done))
    return groups


class Loaded(NamedTuple):
    """A group at work.

    Attributes:
        group: The group.
        missing: Documents of its job that are not back yet; a job that had to be halved comes back in parts.
        change_number: The last commit before its inputs were read.
        inputs: Articles to make, and the occurrences that they are made from.
    """

    group: Group
    missing: set[str]
    change_number: int
    inputs: tuple[pa.Table, pa.Table]


class _Maker:
    """Loads and commits groups.

    What a group is made from may change before it is committed, since other machines cut documents with the same articles:
    then nothing of it is written, and it is loaded again.
    """

    def __init__(
        self, settings: Settings, entry: Annotated, counts: Counts, turns: Turns[Group], keys: Mapping[str, str]
    ) -> None:
        self._settings = settings
        self._entry = entry
        self._counts = counts
        self._turns = turns
        self._keys = keys
        self._loaded: dict[str, Loaded] = {}
        self._parts: dict[str, list[Done]] = {}

    def load(self, session: Session, group: Group) -> Job | None:
        """Read the occurrences, with their texts, that the group's articles are made from; None if it is not ours to do."""
        if self._turns.is_shared and not self._is_ours(session, group):
            return None
        change_number = latest_change(session)
        wanted, found = _inputs(session, group)
        occurrences = found.append_column("text", occurrence_texts(session, found))
        documents = tuple(pc.unique(occurrences.column("document_id")).to_pylist())
        tag = str(group.number)
        self._loaded[tag] = Loaded(group, set(documents), change_number, (wanted, found))
        return Job((self._entry.name,), "document_id", documents, {OCCURRENCES: occurrences}, tag)

    def commit(self, session: Session, item: Done) -> None:
        """Commit a group once all of its documents were read."""
        group, missing, change_number, inputs = self._loaded[item.tag]
        missing.difference_update(item.unit_ids)
        parts = self._parts.setdefault(item.tag, [])
        parts.append(item)
        if missing:
            return
        del self._loaded[item.tag], self._parts[item.tag]
        documents = set(group.stretches.column("document_id").to_pylist())
        ids = set(inputs[0].column("article_id").to_pylist())
        made = best_articles(_together(parts, ARTICLES), _together(parts, EVIDENCE), ids)
        annotator_id = self._entry.worker(self._settings).annotator_id
        failures = [failure for part in parts for failure in part.failures]
        with session.transaction():
            is_outdated = (
                self._turns.is_shared and latest_change(session) != change_number and _inputs(session, group) != inputs
            )
            if not is_outdated:
                commit_articles(session, made, inputs[0])
                note_done(session, self._entry.name, group.done, annotator_id)
                note_failures(session, failures, [group.done], [self._entry.name])
        self._turns.give_back(documents)
        if is_outdated:
            self._turns.put_off(group, min(documents))
            return
        self._counts.units += len(documents)
        self._counts.rows += made[ARTICLES].num_rows
        self._counts.failed += len(failures)

    def _is_ours(self, session: Session, group: Group) -> bool:
        """Claim a group's documents, all or none; false if others have them, or have made their articles."""
        documents = set(group.stretches.column("document_id").to_pylist())
        taken = self._turns.take(documents)
        if taken != documents:
            self._turns.give_back(taken)
            self._turns.put_off(group, min(documents - taken))
            return False
        done = done_meanwhile(session, {self._entry.name: self._keys}, group.done)[self._entry.name]
        if documents <= done:
            self._turns.give_back(documents)
            return False
        return True


def _inputs(session: Session, group: Group) -> tuple[pa.Table, pa.Table]:
    """The articles that a group makes, and the occurrences that they are made from."""
    parameters = {"stretch_chars": STRETCH_CHARS}
    wanted = session.query(
        load_sql("core", "affected_articles").statement, parameters, stretches=group.stretches
    ).sort_by("article_id")
    found = session.query(
        load_sql("core", "dating_occurrences").statement, {**parameters, "most": MOST_DOCUMENTS}, wanted=wanted
    )
    return wanted, found


def _together(parts: list[Done], table_name: str) -> pa.Table:
    tables: list[Mapping[str, pa.Table]] = [part.tables for part in parts]
    return pa.concat_tables([table.get(table_name, CONTRACTS[table_name].empty()) for table in tables])
