"""Runs a part of a benchmark in a process of its own, so that its memory and what it loads are its own."""

import json
import subprocess
import sys
from typing import Any


def in_a_process(module: str, *arguments: str) -> Any:  # noqa: ANN401 whatever the part tells
    """Run a module with arguments; print what it prints but for the last line, and return that as JSON."""
    command = [sys.executable, "-m", module, *arguments]
    *told, last = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    print(*(f"{line}\n" for line in told), sep="", end="", flush=True)
    return json.loads(last)
