"""A batch's readings one after the other on text that is in memory once: what an executor runs, in whatever process.

A unit that a reading cannot read is found by halving the batch, noted as a failure, and left out of that reading and of those
that rest on it; all other units get their rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.catalogue import CATALOGUE, Annotated
from pipelines.contracts import CONTRACTS
from pipelines.loading import uncollected
from pipelines.settings import Settings
from pipelines.worker import Tables, Worker

MAX_DETAIL_CHARS = 500


class Failure(NamedTuple):
    """A unit that a reading could not read."""

    table_name: str
    unit_id: str
    annotator_id: str
    reason_code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Job:
    """One batch for an executor.

    Attributes:
        entry_names: Main tables of the entries to work through, in the order of making.
        unit_column: The column that says which unit a row belongs to.
        unit_ids: The units of the batch.
        tables: What the workers read that none of them makes.
        tag: Whatever helps who gave the job to know what comes back.
    """

    entry_names: tuple[str, ...]
    unit_column: str
    unit_ids: tuple[str, ...]
    tables: Tables
    tag: str = ""

    def half(self, unit_ids: tuple[str, ...]) -> "Job":
        """Return the same job for some of its units."""
        return replace(self, unit_ids=unit_ids, tables=of_units(self.tables, self.unit_column, unit_ids))


@dataclass(slots=True)
class Done:
    """What came of a job: rows by table, and what failed."""

    entry_names: tuple[str, ...]
    unit_ids: tuple[str, ...]
    tag: str
    tables: dict[str, pa.Table] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


@uncollected()  # a batch makes next to no cycles, and each search for them walks through all that models hold
def run_job(settings: Settings, job: Job) -> Done:
    """Work through a batch; an error of a worker never leaves it."""
    done = Done(job.entry_names, job.unit_ids, job.tag)
    tables: dict[str, pa.Table] = dict(job.tables)
    failed: dict[str, set[str]] = {}
    for name in job.entry_names:
        entry = CATALOGUE[name]
        if not isinstance(entry, Annotated):
            raise TypeError(f"{name}: not made by a worker, unit by unit")
        worker = entry.worker(settings)
        upstream = {unit for other in entry.reads for unit in failed.get(other, ())}
        units = tuple(unit for unit in job.unit_ids if unit not in upstream)
        batch = tables if not upstream else of_units(tables, job.unit_column, units)
        made, failures = _worked(worker, {**batch}, job.unit_column, units)
        failures += [
            Failure(name, unit, worker.annotator_id, "rests_on_failed", "a reading that this one rests on failed")
            for unit in sorted(upstream)
        ]
        failed[name] = {failure.unit_id for failure in failures}
        tables |= made
        done.tables |= made
        done.failures += [failure._replace(table_name=name) for failure in failures]
    return done


def of_units(tables: Tables, unit_column: str, unit_ids: Iterable[str]) -> dict[str, pa.Table]:
    """Return the rows of each table that belong to some units; a table without the column is returned whole."""
    wanted = pa.array(list(unit_ids), pa.string())
    return {
        name: table.filter(pc.is_in(table.column(unit_column), wanted)) if unit_column in table.column_names else table
        for name, table in tables.items()
    }


def _worked(
    worker: Worker, batch: Mapping[str, pa.Table], unit_column: str, units: tuple[str, ...]
) -> tuple[dict[str, pa.Table], list[Failure]]:
    if not units:
        return {name: CONTRACTS[name].empty() for name in worker.tables}, []
    try:
        made = dict(worker.work(batch))
        check_spans(made, batch)
    except Exception as error:  # noqa: BLE001 whatever a worker raises is about its input, and the rest must go on
        if len(units) == 1:
            detail = f"{error}"[:MAX_DETAIL_CHARS] or "no message"
            failure = Failure(worker.tables[0], units[0], worker.annotator_id, type(error).__name__, detail)
            return {name: CONTRACTS[name].empty() for name in worker.tables}, [failure]
    else:
        return made, []
    middle = len(units) // 2
    parts = [
        _worked(worker, of_units(batch, unit_column, half), unit_column, half)
        for half in (units[:middle], units[middle:])
    ]
    tables = {name: pa.concat_tables([part[name] for part, _ in parts]) for name in worker.tables}
    return tables, [failure for _, failures in parts for failure in failures]


class SpanError(ValueError):
    """A fact's offsets do not cut its surface out of the text."""


def check_spans(made: Tables, batch: Tables) -> None:
    """Make sure that every fact's offsets cut its surface out of its article, before anything is committed.

    Raises:
        SpanError: If one does not; the message names the first.
    """
    articles = batch.get("core.articles")
    if articles is None:
        return
    names = ("article_id", "text", "title")
    texts = {
        article_id: {"text": text, "title": title or ""}
        for article_id, text, title in zip(*(articles.column(name).to_pylist() for name in names), strict=True)
    }
    for table_name, rows in made.items():
        columns = ("article_id", "field", "start_char", "end_char", "surface")
        if not set(columns) <= set(rows.column_names):
            continue
        values = (rows.column(name).to_pylist() for name in columns)
        for article_id, field_name, start, end, surface in zip(*values, strict=True):
            if texts[article_id][field_name][start:end] != surface:
                raise SpanError(f"{table_name}: {article_id} {field_name} {start}-{end} is not {surface!r}")
