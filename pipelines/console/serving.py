"""`dateline ui`: Dagster's webserver and daemon on this project."""

import os
import subprocess
import sys

from pipelines.runs import export_settings, prepare_home
from pipelines.settings import Settings


def serve_ui(settings: Settings, host: str, port: int) -> int:
    """Run `dagster dev` until it is stopped; return its exit code."""
    home = prepare_home(settings.home)
    export_settings(settings)
    sys.stderr.write(f"dateline: http://{host}:{port} on {settings.warehouse}; state in {home}; Ctrl-C ends\n")
    command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions", "-h", host, "-p", str(port)]
    try:
        return subprocess.run(command, env=os.environ, check=False).returncode  # noqa: S603 our own interpreter, no shell
    except KeyboardInterrupt:
        return 0
