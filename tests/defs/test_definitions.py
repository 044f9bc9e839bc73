"""The code location: one name per table in every place, wiring that is only wiring."""

import ast
from pathlib import Path

import dagster as dg
import pytest

import pipelines
from pipelines.catalogue import CATALOGUE, Ingested
from pipelines.contracts import CONTRACTS
from pipelines.operations.calibration import CHECK as CALIBRATION
from pipelines.operations.calibration import READINGS
from pipelines.sqlfiles import list_sql
from pipelines.warehouse.audit import check_names

PACKAGE = Path(pipelines.__file__).parent
PURE = (
    "sources",
    "segment",
    "enrich",
    "knowledge",
    "encoder",
    "gazetteer",
    "timex",
    "transforms",
    "contracts",
    "evaluation",
    "pictures",
)
ABOVE = ("defs", "work", "catalogue", "runs", "run_processes", "home", "starting", "console", "cli")
"""Rooms that a pure package does not know."""
COMPILER = (PACKAGE / "gazetteer/compiling/packages.py",)
"""Reads the packages that the embedded gazetteer is compiled from; needs the extra `gazetteer`."""
ASSET_TABLES = list(CATALOGUE)


@pytest.fixture(scope="module")
def definitions():
    from pipelines.definitions import defs

    dg.Definitions.validate_loadable(defs)
    return defs


def specs(definitions):
    """The spec of every table; what stands at the ends of the graph is not a table."""
    made = {spec.key.to_user_string().replace("/", "."): spec for spec in definitions.resolve_all_asset_specs()}
    return {name: spec for name, spec in made.items() if spec.group_name not in {"outside", "days"}}


def test_every_table_is_an_asset_and_every_asset_a_table(definitions):
    assert sorted(specs(definitions)) == sorted(ASSET_TABLES)


def test_every_table_of_the_contracts_is_made_by_one_entry_or_is_the_pipelines_own_record():
    own = {name for name in CONTRACTS if name.startswith("ops.")}
    assert set(CONTRACTS) - own <= set(CATALOGUE) <= set(CONTRACTS)


def test_dependencies_follow_the_catalogue(definitions):
    for name, spec in specs(definitions).items():
        found = {".".join(dep.asset_key.path) for dep in spec.deps}
        outside = {"landing.files"} if isinstance(CATALOGUE[name], Ingested) else set()
        assert found == {*CATALOGUE[name].reads, *CATALOGUE[name].after} | outside


def test_no_statement_is_left_without_a_use():
    source = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    for folder in ("raw", "core", "units", "briefing", "search", "explain", "exports"):
        for name in list_sql(folder):
            assert f'"{name}"' in source or f"'{name}'" in source, f"sql/{folder}/{name}.sql"
    assert set(list_sql("marts")) <= {*(name.partition(".")[2] for name in CATALOGUE), *list_sql("views/marts")}


def test_assets_show_grain_group_kinds_columns_and_blocking_checks(definitions):
    checks = {}
    graph = definitions.resolve_asset_graph()
    for check in graph.asset_check_keys:
        checks.setdefault(check.asset_key.to_user_string().replace("/", "."), set()).add(check.name)
        assert graph.get_check_spec(check).blocking is (check.name == "commits")
    for name, spec in specs(definitions).items():
        contract = CONTRACTS[name]
        assert spec.description.startswith(contract.grain)
        assert spec.group_name == contract.schema_name
        assert "duckdb" in spec.kinds
        columns = spec.metadata["dagster/column_schema"].columns
        assert [(column.name, column.type) for column in columns] == [(c.name, c.sql_type) for c in contract.columns]
        calibrated = {CALIBRATION} if name in READINGS else set()
        assert checks[name] == {"commits", *calibrated, *(f"all_{check}" for check in check_names(name))}


def test_readings_are_one_pass_of_which_any_part_can_be_made_alone(definitions):
    job = definitions.resolve_job_def("news_to_marts")
    [readings] = [node for node in job.all_node_defs if node.name == "readings"]
    assert len(readings.output_dict) >= len(CATALOGUE.readings())


def test_the_schedule_and_the_sensor_run_the_job(definitions):
    repository = definitions.get_repository_def()
    assert {schedule.job_name for schedule in repository.schedule_defs} == {"news_to_marts", "audit", "tidy"}
    assert {sensor.name for sensor in repository.sensor_defs} == {"landing_folder", "follow_up", "failures"}


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_import_no_dagster_and_nothing_of_the_wiring(package):
    for path in (PACKAGE / package).rglob("*.py"):
        for name in imported(path):
            assert not f"{name}.".startswith(("dagster.", *(f"pipelines.{room}." for room in ABOVE))), f"{path}: {name}"


def test_readings_do_not_import_one_another():
    readings = [path.parent.name for path in (PACKAGE / "enrich").glob("*/__init__.py")]
    assert {"entities", "places", "topics", "times", "dating", "copies", "stories"} <= set(readings)
    for reading in readings:
        others = tuple(f"pipelines.enrich.{other}" for other in readings if other != reading)
        for path in (PACKAGE / "enrich" / reading).rglob("*.py"):
            assert not [name for name in imported(path) if name.startswith(others)], path


def test_only_the_warehouse_and_the_gazetteer_compiler_know_duckdb():
    for path in PACKAGE.rglob("*.py"):
        if path.name != "querying.py" and not {"warehouse", "gazetteer", "training"} & set(path.parts):
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


LAYERS = (
    *(
        {"cli", "console"},
        {"search", "exports", "explain"},
        {"defs", "runs", "run_processes", "definitions", "home", "starting"},
        {"work", "fetch", "operations"},
        {"catalogue", "briefing"},
        {"warehouse"},
    ),
    *(
        {"sources", "segment", "enrich", "knowledge", "transforms", "evaluation", "pictures"},
        {"timex"},
        {"gazetteer", "encoder"},
        {"worker"},
    ),
    {
        "contracts",
        "beside",
        "settings",
        "sqlfiles",
        "progress",
        "storage",
        "extensions",
        "likeness",
        "loading",
        "collecting",
        "memory",
    },
)
"""From the top down: a room imports from its own layer and from those below."""


def test_imports_run_one_way():
    level = {room: number for number, rooms in enumerate(LAYERS) for room in rooms}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room in {"training", "__init__"}:
            continue
        for name in imported(path):
            other = name.split(".")[1] if name.startswith("pipelines.") else room
            assert level[other] >= level[room], f"{path} imports {name}"


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
