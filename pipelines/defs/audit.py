"""Checks of whole tables: asked by a scheduled job, in the UI one by one, or by `dateline doctor`; never by a run.

The run fails when one does that is not a warning, so that people are told.
A run holds every commit to the checks of its rows. What only shows in a whole table (nothing is lost, everything has what it
points to) is asked here, on the published copy, so that nobody waits for it.
"""

from collections.abc import Iterator

import dagster as dg

from pipelines.catalogue import CATALOGUE
from pipelines.defs.calibrating import calibration_keys
from pipelines.defs.describing import asset_key
from pipelines.defs.resources import SettingsResource
from pipelines.defs.switches import each_morning
from pipelines.warehouse import open_warehouse
from pipelines.warehouse.audit import check_description, check_names, is_warning, run_check

AUDIT_CRON = "45 5 * * *"


def audit_checks() -> dg.AssetChecksDefinition:
    """Return the checks of whole tables of every table in the catalogue."""
    specs = [
        dg.AssetCheckSpec(f"all_{name}", asset=asset_key(table), description=check_description(table, name))
        for table in CATALOGUE
        for name in check_names(table)
    ]

    @dg.multi_asset_check(name="audit_checks", specs=specs, can_subset=True)
    def checks(context: dg.AssetCheckExecutionContext, settings: SettingsResource) -> Iterator[dg.AssetCheckResult]:
        broken = []
        with open_warehouse(settings.value).reader() as session:
            for key in sorted(context.selected_asset_check_keys):
                table, name = ".".join(key.asset_key.path), key.name.removeprefix("all_")
                found = run_check(session, table, name)
                if not found.is_passed and not is_warning(table, name):
                    broken.append(f"{table}: {name} ({found.offending_count} rows)")
                yield dg.AssetCheckResult(
                    passed=found.is_passed,
                    asset_key=key.asset_key,
                    check_name=key.name,
                    severity=dg.AssetCheckSeverity.WARN if is_warning(table, name) else dg.AssetCheckSeverity.ERROR,
                    metadata={
                        "offending_rows": found.offending_count,
                        "sample": dg.MetadataValue.json([_texts(row) for row in found.sample]),
                    },
                )

        if broken:
            raise dg.Failure(
                f"{len(broken)} checks found rows that break them: {'; '.join(broken)}", allow_retries=False
            )

    return checks


def audit_keys() -> list[dg.AssetCheckKey]:
    """Return the keys of the checks that a run leaves to the audit: those of whole tables, and those of readings."""
    return [*calibration_keys(), *_table_keys()]


def _table_keys() -> list[dg.AssetCheckKey]:
    return [dg.AssetCheckKey(asset_key(table), f"all_{name}") for table in CATALOGUE for name in check_names(table)]


def _texts(row: dict[str, object]) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in row.items()}


audit_job = dg.define_asset_job(
    "audit",
    selection=dg.AssetSelection.checks(*audit_keys()),
    description="Asks every check of whole tables of the published copy, and reads a few texts whose right answers are known.",
    executor_def=dg.in_process_executor,
)

audit_schedule = each_morning("daily_audit", audit_job, AUDIT_CRON, "Each morning: whether every table is whole.")
