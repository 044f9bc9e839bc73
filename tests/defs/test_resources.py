"""A run of any kind keeps its working file open from one step to the next, and closes it when it ends, however it does."""

import dagster as dg
import duckdb
import pytest

from pipelines.defs.resources import SettingsResource
from pipelines.warehouse import lingering, open_warehouse


@dg.asset
def first(settings: SettingsResource) -> None:
    with open_warehouse(settings.value).writer() as session:
        session.count("core.articles")


@dg.asset(deps=[first])
def second(settings: SettingsResource) -> None:
    with open_warehouse(settings.value).writer() as session:
        session.count("core.articles")


@dg.asset(deps=[second])
def failing(settings: SettingsResource) -> None:
    with open_warehouse(settings.value).writer():
        raise ValueError("no more")


@pytest.mark.parametrize("last", [second, failing])
def test_the_file_is_opened_once_in_a_run_and_closed_at_its_end(tmp_path, monkeypatch, last):
    opened = []
    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda *given, **named: opened.append(given) or connect(*given, **named))
    monkeypatch.setattr(lingering, "LINGER_S", 600)  # however slow the machine is
    resource = SettingsResource(warehouse=str(tmp_path / "w.duckdb"))
    assets = [first, second, *([last] if last is failing else [])]
    result = dg.materialize(assets, resources={"settings": resource}, raise_on_error=False)
    assert result.success == (last is second)
    assert len(opened) == 1
    with connect(tmp_path / "w.duckdb.work" / "working.duckdb", config={"threads": 1}):
        pass  # refused while it is open with another configuration
