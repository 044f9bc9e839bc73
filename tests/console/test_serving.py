"""`dateline ui`: a port that is taken, signals that end every process, modules of the working folder that are not ours."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.console import serving
from pipelines.console.holding import held
from pipelines.home import HomeError

pytestmark = pytest.mark.enable_socket
runner = CliRunner()

FAMILY = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, {handler})
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(os.getpid(), child.pid, file=open({told!r}, "w"), flush=True)
time.sleep(600)
"""
"""A process that has a child and leaves it behind, as a webserver and a daemon would be left."""


def is_running(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:1]
    except OSError:
        return False


@pytest.fixture
def taken():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_taken_port_is_named_and_nothing_is_started(taken, tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "run_until_ended", lambda *_, **__: pytest.fail("started"))
    result = runner.invoke(app, ["ui", "--port", str(taken)])
    assert (result.exit_code, f"127.0.0.1:{taken}" in result.output, "--port" in result.output) == (2, True, True)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(("option", "value"), [("--host", "no.such.host.invalid"), ("--port", "70000")])
def test_an_address_that_cannot_be_listened_on_is_wrong_usage(option, value, monkeypatch):
    monkeypatch.setattr(serving, "run_until_ended", lambda *_, **__: pytest.fail("started"))
    monkeypatch.setattr(socket, "getaddrinfo", refused if option == "--host" else socket.getaddrinfo)
    result = runner.invoke(app, ["ui", option, value])
    assert (result.exit_code, option.lstrip("-") in result.output) == (2, True)


def refused(*_, **__):
    raise socket.gaierror(-2, "Name or service not known")


def test_children_look_for_modules_in_no_working_folder(tmp_path, monkeypatch):
    started = {}
    monkeypatch.setattr(
        serving, "run_until_ended", lambda command, env, **_: started.update(command=command, env=env) or 0
    )
    monkeypatch.setattr(serving, "report_health", lambda *_, **__: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gql.py").write_text("raise SystemExit('the module of a user')")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("PYTHONSAFEPATH", "DAGSTER_HOME"):
        monkeypatch.setenv(name, "")
    assert runner.invoke(app, ["ui", "--port", str(port)]).exit_code == 0
    code = "import sys, gql, pipelines; print(gql.__file__, pipelines.__file__)"
    done = subprocess.run([sys.executable, "-c", code], env=started["env"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) not in done.stdout
    assert done.stdout.split()[1] == serving.pipelines.__file__
    assert "-P" in started["command"]


@pytest.fixture
def started(monkeypatch):
    """What would be run, and whether a daemon is waited for."""
    found = {}
    monkeypatch.setattr(
        serving, "run_until_ended", lambda command, env, **_: found.update(command=command, env=env) or 0
    )
    monkeypatch.setattr(
        serving, "report_health", lambda address, _, *, has_daemon: found.update(at=address, has_daemon=has_daemon)
    )
    for name in ("PYTHONSAFEPATH", "DAGSTER_HOME", "DATELINE_AUTOMATION"):
        monkeypatch.setenv(name, "")
    monkeypatch.delenv("DATELINE_AUTOMATION")
    return found


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_up_with_a_lake_starts_its_server_and_names_it_to_every_process(started, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(serving, "open_warehouse", lambda settings: opened.append(settings.trial_folder))
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    for name in ("DATELINE_LAKE", "DATELINE_WAREHOUSE", "DATELINE_LANDING"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    result = runner.invoke(app, ["up", "--lake", "--port", str(free_port())])
    assert result.exit_code == 0, result.output
    assert "starting on ducklake:local" in result.output
    assert opened == [tmp_path / "lake"]
    assert str(tmp_path / "lake" / "postgres") in started["env"]["DATELINE_LAKE"]


def test_two_names_for_the_warehouse_are_one_too_many():
    result = runner.invoke(app, ["up", "--lake", "--warehouse", "news.duckdb"])
    assert result.exit_code == 2
    assert "without --warehouse news.duckdb" in result.output


def test_up_switches_sensors_and_schedules_on_and_ui_leaves_them(started, tmp_path):
    assert runner.invoke(app, ["ui", "--port", str(free_port())]).exit_code == 0
    assert "DATELINE_AUTOMATION" not in started["env"]
    assert started["has_daemon"]
    assert runner.invoke(app, ["up", "--port", str(free_port())]).exit_code == 0
    assert started["env"]["DATELINE_AUTOMATION"] == "true"
    [location] = json.loads((tmp_path / "home" / "workspace.yaml").read_text())["load_from"]
    assert location["python_module"]["location_name"] == "dateline"


def test_a_ui_for_others_is_read_only_and_has_no_daemon(started):
    assert runner.invoke(app, ["ui", "--read-only", "--port", str(free_port())]).exit_code == 0
    assert "--read-only" in started["command"]
    assert "dev" not in started["command"]
    assert not started["has_daemon"]


def test_the_address_is_the_loopback_one_unless_told(started):
    port = str(free_port())
    assert runner.invoke(app, ["ui", "--port", port]).exit_code == 0
    assert started["command"][-3:] == ["127.0.0.1", "-p", port]
    assert runner.invoke(app, ["ui", "--port", port, "--host", "0.0.0.0"]).exit_code == 0  # noqa: S104
    assert started["command"][-3] == "0.0.0.0"  # noqa: S104
    assert started["at"] == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("option", "code"),
    [
        pytest.param((), 1, id="a second daemon is refused"),
        pytest.param(("--read-only",), 0, id="who only looks is let in"),
    ],
)
def test_two_daemons_on_one_home(started, tmp_path, option, code, capfd):
    (tmp_path / "home").mkdir()
    with held(tmp_path / "home"):
        result = runner.invoke(app, ["ui", "--port", str(free_port()), *option])
    assert result.exit_code == code
    assert ("is served already" in result.output + capfd.readouterr().err) is bool(code)
    assert ("command" in started) is not bool(code)
    assert runner.invoke(app, ["up", "--port", str(free_port())]).exit_code == 0


def test_servers_that_outlive_who_started_them_hold_the_home_on(tmp_path):
    program = f"""
import os, sys
from pathlib import Path
from pipelines.console import holding, serving
code = "print('up', flush=True); import time; time.sleep(600)"
with holding.held(Path({str(tmp_path)!r})) as lock:
    serving.run_until_ended([sys.executable, "-c", code], dict(os.environ), holds=[lock])
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True)
    with process.stdout:
        assert process.stdout.readline() == "up\n"
        child = int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])
        process.kill()
        process.wait()
        with pytest.raises(HomeError, match="is served already"), held(tmp_path):
            pass
        os.kill(child, signal.SIGKILL)
        while is_running(child):
            time.sleep(0.02)
    with held(tmp_path):
        pass


def test_what_is_first_is_run_before_and_its_failure_stops_nothing(tmp_path):
    told = tmp_path / "told"
    first = [sys.executable, "-c", f"open({str(told)!r}, 'w').write('first'); raise SystemExit(3)"]
    then = [sys.executable, "-c", f"raise SystemExit(7 if open({str(told)!r}).read() == 'first' else 0)"]
    assert serving.run_until_ended(then, dict(os.environ), first=first) == 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
@pytest.mark.parametrize(
    ("handler", "wait_s"),
    [
        pytest.param("lambda *_: sys.exit(0)", 600.0, id="that ends"),
        pytest.param("signal.SIG_IGN", 0.1, id="that does not listen"),
    ],
)
def test_a_signal_ends_every_process(tmp_path, monkeypatch, number, handler, wait_s):
    monkeypatch.setattr(serving, "END_WAIT_S", wait_s)
    told = tmp_path / "told"
    pids = []

    def end_once_started():
        while not (told.exists() and len(told.read_text().split()) == 2):
            time.sleep(0.02)
        pids.extend(map(int, told.read_text().split()))
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=end_once_started)
    thread.start()
    code = serving.run_until_ended(
        [sys.executable, "-c", FAMILY.format(handler=handler, told=str(told))], dict(os.environ)
    )
    thread.join()
    assert code == 0
    while any(map(is_running, pids)):
        time.sleep(0.02)  # a process that was killed may take a moment to go


def test_the_exit_code_of_what_ends_by_itself_is_given():
    assert serving.run_until_ended([sys.executable, "-c", "raise SystemExit(7)"], dict(os.environ)) == 7
