"""What every test gets: UTC, no network, no state outside its own folder."""

import os
import time

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "dateline", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", settings.get_profile("dateline"), derandomize=False, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dateline"))
"""`dateline` tries the same examples in every run; `HYPOTHESIS_PROFILE=explore` looks for new ones, and more of them."""


@pytest.fixture(autouse=True, scope="session")
def _utc() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    """Settings of the machine do not reach a test, and its state lands in its own folder."""
    for name in [name for name in os.environ if name.startswith(("DATELINE_", "DAGSTER_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATELINE_WAREHOUSE", str(tmp_path / "dateline.duckdb"))
    monkeypatch.setenv("DATELINE_LANDING", str(tmp_path / "landing"))


@pytest.fixture(scope="module")
def postgres_server():
    """PostgreSQL of its own for the tests of a module."""
    from tests.lakes import Server

    server = Server()
    yield server
    server.stop()


@pytest.fixture
def make_pack(tmp_path):
    """Write a knowledge pack of some things; returns its folder."""

    def make(things, name="small", version="1", day="2026-03-01"):
        from datetime import date

        from pipelines.knowledge.compiling.builder import tables_of, write_pack
        from pipelines.knowledge.manifest import Manifest, Source

        manifest = Manifest(
            name=name,
            kind="knowledge",
            version=version,
            date=date.fromisoformat(day),
            licence="CC0-1.0",
            sources=(Source("written for a test", "CC0-1.0"),),
        )
        folder = tmp_path / "made" / f"{name}-{version}"
        write_pack(folder, manifest, tables_of(things), is_compressed=False)
        return folder

    return make
