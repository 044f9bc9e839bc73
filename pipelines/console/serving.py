"""`dateline ui`: Dagster's webserver and daemon on this project."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

import pipelines
from pipelines.runs import export_settings, prepare_home
from pipelines.settings import Settings

EXIT_DONE, EXIT_FAILED, EXIT_USAGE = 0, 1, 2
END_WAIT_S = 30.0
"""How long webserver, daemon and runs have to end before they are killed; Dagster waits for its own for 20 s."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve_ui(settings: Settings, host: str, port: int) -> int:
    """Run `dagster dev` until it ends or a signal ends it, with every process that it started; return the exit code."""
    problem = _unusable(host, port)
    if problem:
        sys.stderr.write(f"dateline: {problem}\n")
        return EXIT_USAGE
    sys.stderr.write(f"dateline: starting on {settings.warehouse}\n")
    try:
        home = prepare_home(settings.home)
    except OSError as error:
        sys.stderr.write(
            f"dateline: {settings.home}: {error.strerror or error}; set DATELINE_HOME to a folder that can be written\n"
        )
        return EXIT_FAILED
    export_settings(settings)
    sys.stderr.write(f"dateline: http://{host}:{port} in a moment; state in {home}; Ctrl-C ends\n")
    root = Path(pipelines.__file__).parent.parent
    return run_until_ended([*_dagster(root), "-h", host, "-p", str(port)], _environment(root))


def run_until_ended(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run a command in a session of its own; a signal that ends this process ends every process of that session.

    Returns:
        The command's exit code; 0 when a signal ended it.
    """
    ending = _Ending()
    before = {number: signal.signal(number, ending.begin) for number in SIGNALS}
    try:
        ending.process = subprocess.Popen(command, env=env, start_new_session=True)  # noqa: S603 our own interpreter, no shell
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


def _dagster(root: Path) -> list[str]:
    """`dagster dev` on the code location below `root`, whatever lies in the working folder."""
    return [
        *(sys.executable, "-P", "-m", "dagster", "dev"),
        *("-m", "pipelines.definitions", "--working-directory", str(root)),
    ]


def _environment(root: Path) -> dict[str, str]:
    """The environment of this process, in which `pipelines` is found as in this process, from a checkout too."""
    if root.name in {"site-packages", "dist-packages"}:
        return dict(os.environ)
    paths = [str(root), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
