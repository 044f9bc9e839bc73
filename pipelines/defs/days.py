"""Days as partitions: what was collected on a day, what was published on it.

Two assets stand for days, and tables are not partitioned: a table's pending work is found by document and article, whatever their
days, and hundreds of days times dozens of tables would be records that say nothing more. A run tells which days it changed,
late data included; making a day, or a range by a backfill, makes its documents or articles again and nothing else.
"""

import warnings
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import dagster as dg
from pydantic import Field

from pipelines import progress
from pipelines.defs.describing import asset_key
from pipelines.defs.resources import SettingsResource
from pipelines.defs.retrying import tried_again
from pipelines.operations.settings import load_operations
from pipelines.warehouse import open_warehouse
from pipelines.work.days import DayKind, day_summary, days_checked, redo_days
from pipelines.work.figures import markdown_table

Results = Iterator[dg.MaterializeResult[Any]]
GROUP = "days"
CHECK = "whole"
SHOWN_DAYS = 31
DAYS = dg.DailyPartitionsDefinition(start_date=load_operations().first_day.isoformat(), end_offset=1)
"""From the first day of the settings to today; the rest is reached by runs without days."""
_OF = {
    DayKind.COLLECTED: ("raw.documents", "One row per document collected on the day."),
    DayKind.PUBLISHED: ("core.articles", "One row per article published on the day, however late it came."),
}


class DaysConfig(dg.Config):
    """What to make again.

    Attributes:
        tables: Only these readings, such as `core.place_mentions` after a new gazetteer; all when empty.
    """

    tables: list[str] = Field(default_factory=list)


def day_key(kind: DayKind) -> dg.AssetKey:
    """Return the asset that stands for days of a kind."""
    return dg.AssetKey([GROUP, kind.value])


def day_assets() -> list[dg.AssetsDefinition]:
    """Return both assets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)  # one run per range is a beta parameter of the pinned release
        return [_asset(kind) for kind in DayKind]


def materialised(kind: DayKind, days: Sequence[date]) -> Iterator[dg.AssetMaterialization]:
    """Yield what tells the UI that a run changed days of a kind; days before the first are left out."""
    first = load_operations().first_day
    yield from (dg.AssetMaterialization(day_key(kind), partition=day.isoformat()) for day in days if day >= first)


def _asset(kind: DayKind) -> dg.AssetsDefinition:
    table, grain = _OF[kind]

    @dg.asset(
        key=day_key(kind),
        deps=[asset_key(table)],
        partitions_def=DAYS,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=GROUP,
        kinds={"python", "duckdb"},
        description=f"{grain}\n\nMaking a day makes these again, with all that is read from them, and leaves other days as they are.",
        check_specs=[
            dg.AssetCheckSpec(
                CHECK,
                asset=day_key(kind),
                description="Every row of these days passes the checks to which commits are held.",
            )
        ],
    )
    def days(context: dg.AssetExecutionContext, config: DaysConfig, settings: SettingsResource) -> Results:
        values = settings.value
        asked = [date.fromisoformat(key) for key in context.partition_keys]
        warehouse = open_warehouse(values)
        with tried_again(context):
            done = redo_days(warehouse, values, kind, asked, report=progress.emit, tables=config.tables)
        with warehouse.writer() as session:
            rows = day_summary(session, kind, asked[-SHOWN_DAYS:])
            failed = days_checked(session, kind, asked)
        sample = [
            {"table": name, "check": result.name, **{key: str(value) for key, value in row.items()}}
            for name, result in failed
            for row in result.sample
        ]
        check = dg.AssetCheckResult(
            check_name=CHECK,
            passed=not failed,
            metadata={
                "days": f"{asked[0]} to {asked[-1]}",
                "offending_rows": sum(result.offending_count for _, result in failed),
                "sample": dg.MetadataValue.json(sample),
            },
        )
        metadata: dict[str, Any] = {
            "documents": done.documents,
            "articles": done.articles,
            "rows_written": done.rows,
            "by_day": dg.MetadataValue.md(markdown_table(rows)),
        }
        yield dg.MaterializeResult(metadata=metadata, check_results=[check])

    return days
