"""The code location: one name per table in every place, wiring that is only wiring."""

import ast
from pathlib import Path

import dagster as dg
import pytest

import pipelines
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import list_sql, load_sql
from pipelines.stages.checks import check_names

PACKAGE = Path(pipelines.__file__).parent
PURE = ("sources", "segment", "enrich", "encoder", "transforms", "contracts", "evaluation")
COMPILER = (PACKAGE / "gazetteer/compiling/packages.py",)
"""Reads the packages that the embedded gazetteer is compiled from; needs the extra `gazetteer`."""
ASSET_TABLES = [name for name in CONTRACTS if not name.startswith("ops.")]


@pytest.fixture(scope="module")
def definitions():
    from pipelines.definitions import defs

    dg.Definitions.validate_loadable(defs)
    return defs


def specs(definitions):
    return {spec.key.to_user_string().replace("/", "."): spec for spec in definitions.resolve_all_asset_specs()}


def test_every_table_is_an_asset_and_every_asset_a_table(definitions):
    assert sorted(specs(definitions)) == sorted(ASSET_TABLES)


@pytest.mark.parametrize("table_name", ASSET_TABLES)
def test_a_table_has_one_name_in_all_four_places(table_name):
    schema_name, _, name = table_name.partition(".")
    assert (PACKAGE / "defs" / schema_name / f"{name}.py").is_file()
    assert load_sql(schema_name, name).statement


def test_no_module_or_statement_is_left_without_a_table():
    for schema_name in ("raw", "core", "marts"):
        tables = {contract.name for contract in CONTRACTS.in_schema(schema_name)}
        modules = {path.stem for path in (PACKAGE / "defs" / schema_name).glob("*.py")} - {"__init__"}
        assert modules == tables
        assert tables <= set(list_sql(schema_name))


def test_assets_show_grain_group_kinds_columns_and_blocking_checks(definitions):
    checks = {}
    for check in definitions.resolve_asset_graph().asset_check_keys:
        checks.setdefault(check.asset_key.to_user_string().replace("/", "."), set()).add(check.name)
        assert definitions.resolve_asset_graph().get_check_spec(check).blocking
    for name, spec in specs(definitions).items():
        contract = CONTRACTS[name]
        assert spec.description.startswith(contract.grain)
        assert spec.group_name == contract.schema_name
        assert "duckdb" in spec.kinds
        columns = spec.metadata["dagster/column_schema"].columns
        assert [(column.name, column.type) for column in columns] == [(c.name, c.sql_type) for c in contract.columns]
        assert checks[name] == set(check_names(name))


def test_one_asset_at_a_time_writes(definitions):
    graph = definitions.resolve_asset_graph()
    assert {key.path[0] for key in graph.get_all_asset_keys()} == {"raw", "core", "marts"}
    for node in definitions.resolve_job_def("news_to_marts").all_node_defs:
        assert node.pool == "duckdb", node.name


def test_the_schedule_and_the_sensor_run_the_job(definitions):
    repository = definitions.get_repository_def()
    assert {schedule.job_name for schedule in repository.schedule_defs} == {"news_to_marts"}
    assert {sensor.name for sensor in repository.sensor_defs} == {"landing_folder"}


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_import_no_dagster_and_nothing_of_the_wiring(package):
    for path in (PACKAGE / package).rglob("*.py"):
        for name in imported(path):
            assert not name.startswith(("dagster", "pipelines.defs", "pipelines.stages", "pipelines.runs")), (
                f"{path}: {name}"
            )


def test_readings_do_not_import_one_another():
    readings = ("entities", "places", "topics", "times", "dating")
    for reading in readings:
        others = tuple(f"pipelines.enrich.{other}" for other in readings if other != reading)
        for path in (PACKAGE / "enrich" / reading).rglob("*.py"):
            assert not [name for name in imported(path) if name.startswith(others)], path


def test_only_the_warehouse_and_the_gazetteer_compiler_know_duckdb():
    allowed = {"warehouse.py", "querying.py"}
    for path in PACKAGE.rglob("*.py"):
        if path.name not in allowed and "gazetteer" not in path.parts and "training" not in path.parts:
            assert not [name for name in imported(path) if name.split(".")[0] == "duckdb"], path


def test_only_the_encoder_knows_onnxruntime():
    for path in PACKAGE.rglob("*.py"):
        if not {"encoder", "training"} & set(path.parts):
            assert not [name for name in imported(path) if name.startswith("onnxruntime")], path


def test_run_time_code_imports_no_training_library():
    training = ("torch", "transformers", "sklearn", "lightgbm", "scipy", "pandas", "onnx.", "pipelines.training")
    for path in PACKAGE.rglob("*.py"):
        if "training" not in path.parts and path not in COMPILER:
            assert not [name for name in imported(path) if f"{name}.".startswith(training)], path


def test_wiring_does_not_postpone_annotations():
    for path in (PACKAGE / "defs").rglob("*.py"):
        assert "__future__" not in imported(path), path


def imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names
