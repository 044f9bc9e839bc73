"""Assets from catalogue entries: one per table, keyed `[schema, table]`; the readings of articles share one pass."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import dagster as dg
from pydantic import Field

from pipelines import progress
from pipelines.catalogue import CATALOGUE, Entry, Ingested, Published
from pipelines.defs.days import materialised
from pipelines.defs.describing import COMMITS, asset_key, asset_specs, check_specs
from pipelines.defs.measuring import measured, note_summary
from pipelines.defs.resources import SettingsResource
from pipelines.defs.retrying import tried_again
from pipelines.defs.showing import briefing_shown, shown, speed
from pipelines.warehouse import Warehouse, open_warehouse
from pipelines.warehouse.audit import commit_checks
from pipelines.work.days import DayKind, touched_days
from pipelines.work.ingest import ReadOptions, ingest, utc_now
from pipelines.work.lineages import lineage_now, lineages_known
from pipelines.work.run import bring_up_to_date

LOG_EVERY = 20
"""Progress lines that a run's log gets for one table, at most."""

Results = Iterator[dg.MaterializeResult[Any]]


class IngestConfig(dg.Config):
    """What to read.

    Attributes:
        inputs: Files, folders and globs; the landing folder when empty.
        mapping: Field (`text`, `title`, ...) to the records' own name for it, beyond the synonyms that readers know.
        records_path: Where in JSON values the records stand, such as `response.docs`; found when empty.
        source_code: The source of what names none; the file's stem when empty.
    """

    inputs: list[str] = Field(default_factory=list)
    mapping: dict[str, str] = Field(default_factory=dict)
    records_path: str = ""
    source_code: str = ""

    @property
    def options(self) -> ReadOptions:
        """How to read, for `ingest`."""
        return ReadOptions(self.mapping, self.records_path or None, self.source_code or None)


def all_assets() -> list[dg.AssetsDefinition]:
    """Return the assets of every entry of the catalogue."""
    readings = CATALOGUE.readings()
    specs = asset_specs(optional=readings)
    ingested = [_ingested(entry, specs) for entry in CATALOGUE.entries if isinstance(entry, Ingested)]
    others = [e for e in CATALOGUE.entries if e not in readings and not isinstance(e, Ingested)]
    return [
        *ingested,
        _pass("readings", readings, specs),
        *(_pass(entry.name, [entry], specs) for entry in others),
    ]


def _ingested(entry: Entry, specs: Mapping[str, dg.AssetSpec]) -> dg.AssetsDefinition:
    @dg.multi_asset(
        name=entry.name.replace(".", "__"),
        specs=[specs[table] for table in entry.tables],
        check_specs=check_specs([entry]),
    )
    def documents(context: dg.AssetExecutionContext, config: IngestConfig, settings: SettingsResource) -> Results:
        values = settings.value
        inputs = config.inputs or [str(values.landing)]

        def report(begun: int, files: int, seen: int) -> None:
            progress.emit(entry.name, begun, files)
            context.log.info("file %d of %d, %d documents and records so far", begun, files, seen)

        warehouse = open_warehouse(values)
        with measured(entry.name), tried_again(context):
            counts = ingest(warehouse, inputs, now=utc_now, options=config.options, report=report)
        if counts.rejected_count:
            context.log.warning("%d inputs are refused: see ops.rejected_records", counts.rejected_count)
        yield from _results(context, warehouse, entry, counts.told, counts.batch_id)

    return documents


def _pass(name: str, entries: Sequence[Entry], specs: Mapping[str, dg.AssetSpec]) -> dg.AssetsDefinition:
    """An asset per table of these entries, made together when they are asked for together."""

    @dg.multi_asset(
        name=name.replace(".", "__"),
        specs=[specs[table] for entry in entries for table in entry.tables],
        check_specs=check_specs(entries),
        can_subset=len(entries) > 1,
    )
    def tables(context: dg.AssetExecutionContext, settings: SettingsResource) -> Results:
        values = settings.value
        warehouse = open_warehouse(values)
        selected = {".".join(key.path) for key in context.selected_asset_keys}
        asked = [entry for entry in entries if selected.intersection(entry.tables)]
        begun = time.monotonic()
        touched = _touched(warehouse, asked)
        with measured(name), tried_again(context), lineages_known(values):
            done = bring_up_to_date(warehouse, values, asked, _reporter(context))
        seconds = time.monotonic() - begun
        for kind, days in touched.items():
            for event in materialised(kind, days):
                context.log_event(event)
        for entry in asked:
            summary = dict(done[entry.name])
            if summary.get("units_failed"):
                context.log.warning(
                    "%s: %s units could not be read: see ops.failed_units", entry.name, summary["units_failed"]
                )
            with lineages_known(values):
                made_by = lineage_now(entry, values)
            summary |= speed(summary, seconds) | (briefing_shown(warehouse) if isinstance(entry, Published) else {})
            yield from _results(context, warehouse, entry, summary, made_by)

    return tables


def _touched(warehouse: Warehouse, entries: Sequence[Entry]) -> dict[DayKind, list[date]]:
    """The days that the next publication brings anew, when these entries publish."""
    if not any(isinstance(entry, Published) for entry in entries):
        return {}
    with warehouse.writer() as session:
        return touched_days(session)


def _results(
    context: dg.AssetExecutionContext, warehouse: Warehouse, entry: Entry, summary: Mapping[str, Any], made_by: str
) -> Results:
    """What an asset reports: rows, what was done, and that every commit was held to the table's blocking checks.

    The data version is who made the rows and the last commit that they take into account.
    """
    with warehouse.writer() as session:
        counts = {name: session.count(name) for name in entry.tables}
        figures = {name: shown(session, name) for name in entry.tables}
        note_summary(context, session, entry, summary)
        noted = session.scalar("select change_number from ops.progress where table_name = $t", {"t": entry.name})
    data_version = dg.DataVersion(f"{made_by}:{noted or counts[entry.name]}")
    for name in entry.tables:
        held_to = {"held_to": ", ".join(commit_checks(name))}
        checks = [dg.AssetCheckResult(passed=True, asset_key=asset_key(name), check_name=COMMITS, metadata=held_to)]
        done = summary if name == entry.name else {}
        metadata = {"dagster/row_count": counts[name], **done, **figures[name]}
        yield dg.MaterializeResult(
            asset_key=asset_key(name), metadata=metadata, check_results=checks, data_version=data_version
        )


def _reporter(context: dg.AssetExecutionContext) -> Any:  # noqa: ANN401 a plain function
    def report(table_name: str, done: int, total: int) -> None:
        progress.emit(table_name, done, total)
        step = max(1, total // LOG_EVERY)
        if done == total or done % step == 0:
            context.log.info("%s: %d of %d", table_name, done, total)

    return report
