"""Checks of readings against texts with right answers: asked by the scheduled audit, or one by one in the UI."""

from collections.abc import Iterator

import dagster as dg

from pipelines.defs.describing import asset_key
from pipelines.defs.resources import SettingsResource
from pipelines.operations.calibration import CHECK, READINGS, Calibration, calibrations


def calibration_checks() -> dg.AssetChecksDefinition:
    """Return a check per reading that has right answers; a warning, since what is read stays as good as it was."""
    specs = [
        dg.AssetCheckSpec(
            CHECK,
            asset=asset_key(table),
            description="As many rows are right as their scores promise, and as much is found, on a few texts with right answers.",
        )
        for table in READINGS
    ]

    @dg.multi_asset_check(name="calibration_checks", specs=specs, can_subset=True)
    def checks(context: dg.AssetCheckExecutionContext, settings: SettingsResource) -> Iterator[dg.AssetCheckResult]:
        asked = {".".join(key.asset_key.path) for key in context.selected_asset_check_keys}
        for found in calibrations(settings.value, [table for table in READINGS if table in asked]):
            yield _result(found)

    return checks


def calibration_keys() -> list[dg.AssetCheckKey]:
    """Return the keys of these checks."""
    return [dg.AssetCheckKey(asset_key(table), CHECK) for table in READINGS]


def _result(found: Calibration) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        passed=found.is_passed,
        asset_key=asset_key(found.table),
        check_name=CHECK,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "rows": found.row_count,
            "right_share": found.right_share,
            "promised_share": found.promised_share,
            "found_share": found.found_share,
            "sample": dg.MetadataValue.json(list(found.examples)),
        },
    )
