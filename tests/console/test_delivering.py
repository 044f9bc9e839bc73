"""Where rows go: the format that was asked for, a file whole or not at all, never over the warehouse."""

import io
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.console.delivering import WRITERS, DeliveryError, chosen_format, rendered, save
from pipelines.settings import load_settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

runner = CliRunner()
ROWS = pa.table({"name": ["Łódź"], "longitude": [19.5], "latitude": [51.8]})


@pytest.fixture
def settings():
    values = load_settings()
    publish(Warehouse(values.warehouse), datetime(2026, 3, 9, tzinfo=UTC))
    return values


@pytest.mark.parametrize(
    ("named", "file", "chosen"),
    [
        (None, None, "table"),
        (None, "a.XLSX", "xlsx"),
        (None, "a.b.geojson", "geojson"),
        ("csv", "a.xlsx", "csv"),
        ("json", None, "json"),
    ],
)
def test_the_format_is_the_named_one_else_that_of_the_file(tmp_path, named, file, chosen):
    assert chosen_format(named, tmp_path / file if file else None) == chosen


def test_a_file_whose_name_tells_no_format_needs_one(tmp_path):
    with pytest.raises(DeliveryError, match="add -f with one of"):
        chosen_format(None, tmp_path / "rows")


@pytest.mark.parametrize("output", sorted(WRITERS))
def test_no_rows_are_no_error_in_any_format(output):
    assert rendered(ROWS.slice(0, 0), output)


def test_parquet_keeps_rows_and_types():
    assert pq.read_table(io.BytesIO(rendered(ROWS, "parquet"))).equals(ROWS)


def test_rows_that_do_not_fit_a_format_are_refused_in_words():
    with pytest.raises(DeliveryError, match="geojson needs columns"):
        rendered(pa.table({"a": [1]}), "geojson")


def test_the_warehouse_is_not_written_over(settings, tmp_path):
    (tmp_path / "link.csv").symlink_to(settings.warehouse)
    before = settings.warehouse.read_bytes()
    for name in (settings.warehouse.name, "link.csv"):
        with pytest.raises(DeliveryError, match="that is the warehouse"):
            save(b"x", tmp_path / name, settings)
    assert settings.warehouse.read_bytes() == before


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing(settings, tmp_path):
    with pytest.raises(DeliveryError, match="nowhere"):
        save(b"x", tmp_path / "nowhere" / "a.csv", settings)


def test_the_command_writes_the_file_that_was_named(settings, tmp_path):
    target = tmp_path / "out.csv"
    query = "select '=1' as a union all select 'b' order by a"
    result = runner.invoke(app, ["sql", query, "-o", str(target)])
    assert (result.exit_code, result.output) == (0, "")
    assert target.read_text() == '"a"\n"\'=1"\n"b"\n'
    assert [path.name for path in tmp_path.glob("*.partial")] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["-f", "geojson"], "geojson needs columns", id="rows without a place"),
        pytest.param(["-o", "{tmp}/rows"], "add -f", id="no format"),
        pytest.param(["-o", "{tmp}/nowhere/a.csv"], "cannot be written", id="no folder"),
    ],
)
def test_what_cannot_be_written_is_wrong_usage(settings, tmp_path, arguments, message):
    result = runner.invoke(app, ["sql", "select 1 as a", *(part.replace("{tmp}", str(tmp_path)) for part in arguments)])
    assert (result.exit_code, message in result.output) == (2, True)
