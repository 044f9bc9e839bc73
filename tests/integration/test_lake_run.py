"""The same commands on a lake: the rows of a file, whoever writes and however it came there."""

import pytest

from pipelines.settings import load_settings
from pipelines.warehouse import open_warehouse

from .conftest import RECORDS, dateline, rows_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3_000)]


@pytest.fixture
def lake(postgres_server, tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_LAKE_DATA", str(tmp_path / "data"))
    return f"ducklake:postgres:{postgres_server.database()}"


def rows(name):
    return rows_of(open_warehouse(load_settings().for_warehouse(name)))


def test_runs_into_a_lake_and_into_a_file_make_the_same_rows(inputs, tmp_path, lake):
    file = tmp_path / "news.duckdb"
    for warehouse in (file, lake):
        first = dateline("run", inputs, "--warehouse", warehouse)
        assert first.returncode == 0, first.stderr
    assert rows(lake) == rows(file)

    later = RECORDS.replace('"w1"', '"w3"').replace("Tuesday", "Monday").replace("w2", "w4").replace("Friday", "Sunday")
    (inputs / "later.jsonl").write_text(later, encoding="utf-8")
    for warehouse in (file, lake):
        second = dateline("run", inputs, "--warehouse", warehouse)
        assert second.returncode == 0, second.stderr
    assert rows(lake) == rows(file)

    answers = [dateline("sql", "top_places", "-f", "csv", "--warehouse", warehouse) for warehouse in (file, lake)]
    assert answers[0].stdout == answers[1].stdout
    assert "Pacific Ocean" in answers[1].stdout

    moved = dateline("move", lake, tmp_path / "back.duckdb")
    assert moved.returncode == 0, moved.stderr
    assert rows(tmp_path / "back.duckdb") == rows(file)
    refused = dateline("move", lake, tmp_path / "back.duckdb")
    assert refused.returncode == 1
    assert "holds a warehouse already" in refused.stderr
    saved = dateline("backup", tmp_path / "saved", "--warehouse", lake)
    assert saved.returncode == 0, saved.stderr
    assert rows(tmp_path / "saved" / "warehouse.duckdb") == rows(file)
    assert not list((tmp_path / "saved").glob("*.work"))
    assert "restore it to a file" in dateline("restore", tmp_path / "saved", "--warehouse", lake).stderr
    compacted = dateline("compact", "--warehouse", lake)
    assert "data files became" in compacted.stdout
    assert rows(lake) == rows(file)
