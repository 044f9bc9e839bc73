"""`dateline ui` and `dateline up`: Dagster's webserver and daemon on this project."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import FrameType

import pipelines
from pipelines.console.health import report_health
from pipelines.console.holding import held
from pipelines.console.usage import EXIT_DONE, EXIT_FAILED, EXIT_USAGE
from pipelines.home import HomeError, home_in_words, prepare_home
from pipelines.runs import LOCATION_NAME, export_settings
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

END_WAIT_S = 30.0
"""How long webserver, daemon and runs have to end before they are killed; Dagster waits for its own for 20 s."""
STARTING = (sys.executable, "-P", "-m", "pipelines.starting")
LINEAGES = (sys.executable, "-P", "-m", "pipelines.work.lineages")
"""What is done first, in a process that ends; who may look only changes nothing of the instance."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve_ui(settings: Settings, host: str, port: int, *, is_up: bool = False, is_read_only: bool = False) -> int:
    """Run webserver and daemon until they end or a signal ends them, with every process that they started.

    Args:
        settings: Which warehouse, and where the state is.
        host: Address to listen on.
        port: Port to listen on.
        is_up: Whether sensors and schedules run, unless someone switched one off in the UI.
        is_read_only: Whether those who open the UI can look only. It has no daemon: another UI on the same state does the work.

    Returns:
        The exit code.

    Raises:
        WarehouseError: If the server of a lake on this machine cannot be started.
    """
    problem = _unusable(host, port)
    if problem:
        sys.stderr.write(f"dateline: {problem}\n")
        return EXIT_USAGE
    sys.stderr.write(f"dateline: starting on {settings.warehouse_name}\n")
    root = Path(pipelines.__file__).parent.parent
    with ExitStack() as stack:
        try:
            home = prepare_home(settings.home)
            with home_in_words(home):
                workspace = _workspace(home, root)
                holds = [] if is_read_only else [stack.enter_context(held(home))]
        except HomeError as error:
            sys.stderr.write(f"dateline: {error}\n")
            return EXIT_FAILED
        export_settings(settings)
        if settings.is_trial:
            open_warehouse(settings)  # its server runs for as long as this process does
        if is_up:
            os.environ["DATELINE_AUTOMATION"] = "true"
        sys.stderr.write(f"dateline: http://{host}:{port} in a moment; state in {home}; Ctrl-C ends\n")
        _watch(f"http://{_reachable(host)}:{port}", has_daemon=not is_read_only)
        command, first = (_webserver(workspace), LINEAGES) if is_read_only else (_dagster(workspace), STARTING)
        return run_until_ended([*command, "-h", host, "-p", str(port)], _environment(root), first=first, holds=holds)


def _watch(address: str, *, has_daemon: bool) -> None:
    """Say how the servers are once they are there, while this process waits for them."""
    watch = threading.Thread(target=report_health, args=(address, sys.stderr.write), kwargs={"has_daemon": has_daemon})
    watch.daemon = True
    watch.start()


def run_until_ended(
    command: Sequence[str], env: Mapping[str, str], *, first: Sequence[str] = (), holds: Sequence[int] = ()
) -> int:
    """Run a command in a session of its own; a signal that ends this process ends every process of that session.

    Args:
        command: The command.
        env: Its environment.
        first: A command that is run before it, whatever comes of that.
        holds: Descriptors that it gets, such as of locks that it holds on when this process is killed.

    Returns:
        The command's exit code; 0 when a signal ended it.
    """
    ending = _Ending()
    before = {number: signal.signal(number, ending.begin) for number in SIGNALS}
    try:
        if first:
            ending.process = subprocess.Popen(first, env=env, start_new_session=True)  # noqa: S603 our own interpreter, no shell
            ending.process.wait()
        if ending.signals:
            return EXIT_DONE
        ending.process = subprocess.Popen(command, env=env, start_new_session=True, pass_fds=holds)  # noqa: S603 our own interpreter, no shell
        if ending.signals:
            ending.process.terminate()
        code = ending.process.wait()
        ending.kill()  # what is left of the session
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return EXIT_DONE if ending.signals else code


class _Ending:
    """Ends a session: by asking its first process, after a while or at a second signal by force."""

    def __init__(self) -> None:
        self.signals: list[int] = []
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self, number: int, _: FrameType | None) -> None:
        self.signals.append(number)
        if self.process is None:
            return
        if len(self.signals) > 1:
            self.kill()
            return
        self.process.terminate()
        timer = threading.Timer(END_WAIT_S, self.kill)
        timer.daemon = True
        timer.start()

    def kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            if self.process:
                os.killpg(self.process.pid, signal.SIGKILL)


def _unusable(host: str, port: int) -> str:
    """Why nothing can listen there; empty when it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return f"cannot listen on {host}:{port} ({reason}); name another with --port, such as --port {_free_port()}"
    return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _reachable(host: str) -> str:
    """The address at which this process reaches what listens on every address."""
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 compared, not listened on
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _workspace(home: Path, root: Path) -> Path:
    """Write which code location there is, whatever lies in the working folder; return the file."""
    module = {"module_name": "pipelines.definitions", "working_directory": str(root), "location_name": LOCATION_NAME}
    path = home / "workspace.yaml"
    path.write_text(json.dumps({"load_from": [{"python_module": module}]}) + "\n", encoding="utf-8")  # JSON is YAML
    return path


def _dagster(workspace: Path) -> list[str]:
    """Webserver and daemon together."""
    return [*(sys.executable, "-P", "-m", "dagster", "dev"), *("-w", str(workspace))]


def _webserver(workspace: Path) -> list[str]:
    """A webserver that changes nothing."""
    return [*(sys.executable, "-P", "-m", "dagster_webserver"), *("-w", str(workspace), "--read-only")]


def _environment(root: Path) -> dict[str, str]:
    """The environment of this process, in which `pipelines` is found as in this process, from a checkout too."""
    if root.name in {"site-packages", "dist-packages"}:
        return dict(os.environ)
    paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
