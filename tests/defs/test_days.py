"""Days as partitions: a range from the UI is one run of exactly these days, its check knows them, runs tell which days they changed."""

from datetime import date

import dagster as dg
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.defs import days
from pipelines.defs.days import CHECK, DAYS, day_assets, day_key, materialised
from pipelines.defs.resources import SettingsResource
from pipelines.settings import load_settings
from pipelines.warehouse import open_warehouse
from pipelines.warehouse.audit import CheckResult
from pipelines.work.days import DayKind, DaysDone

RANGE = {"dagster/asset_partition_range_start": "2026-03-02", "dagster/asset_partition_range_end": "2026-03-04"}
THREE = [date(2026, 3, day) for day in (2, 3, 4)]


@pytest.fixture
def redone(monkeypatch):
    """What is asked to be made again; nothing is."""
    calls = []

    def redo(warehouse, settings, kind, asked, *, report, tables):
        calls.append((kind, asked, tables))
        return DaysDone(1, 2, 3)

    monkeypatch.setattr(days, "redo_days", redo)
    with open_warehouse(load_settings()).writer():
        pass
    return calls


def made(**options):
    published = next(asset for asset in day_assets() if asset.key == day_key(DayKind.PUBLISHED))
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize([published], instance=instance, resources={"settings": SettingsResource()}, **options)
        return result, instance.get_materialized_partitions(published.key)


def test_a_range_is_one_run_of_exactly_its_days(redone):
    result, partitions = made(tags=RANGE)
    assert redone == [(DayKind.PUBLISHED, THREE, [])]
    assert partitions == {day.isoformat() for day in THREE}
    assert result.success


def test_a_single_day_and_the_tables_of_a_new_gazetteer(redone):
    config = {"ops": {"days__published": {"config": {"tables": ["core.place_mentions"]}}}}
    made(partition_key="2026-03-02", run_config=config)
    assert redone == [(DayKind.PUBLISHED, [date(2026, 3, 2)], ["core.place_mentions"])]


def test_the_check_of_a_range_fails_with_rows_and_names_its_days(redone, monkeypatch):
    bad = CheckResult("inside_the_text", "x", 3, [{"article_id": "a", "end_char": 9}])
    monkeypatch.setattr(days, "days_checked", lambda session, kind, asked: [("core.sentences", bad)])
    [check] = made(tags=RANGE)[0].get_asset_check_evaluations()
    assert (check.check_name, check.passed) == (CHECK, False)
    assert check.metadata["days"].value == "2026-03-02 to 2026-03-04"
    assert check.metadata["sample"].value == [
        {"table": "core.sentences", "check": "inside_the_text", "article_id": "a", "end_char": "9"}
    ]


def test_days_begin_where_the_settings_say_and_earlier_ones_are_not_told(monkeypatch):
    assert DAYS.get_first_partition_key() == "2020-01-01"
    told = list(materialised(DayKind.COLLECTED, [date(2019, 12, 31), date(2026, 3, 1)]))
    assert [(event.asset_key, event.partition) for event in told] == [(day_key(DayKind.COLLECTED), "2026-03-01")]


def test_no_table_is_partitioned():
    from pipelines.definitions import defs

    for spec in defs.resolve_all_asset_specs():
        name = ".".join(spec.key.path)
        assert (spec.partitions_def is not None) == (name not in CONTRACTS and name.startswith("days."))
