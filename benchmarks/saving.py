"""Where a benchmark keeps what it measured, so that `docs/performance.md` says it."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def save(name: str, *, title: str, what: str, rows: Sequence[Mapping[str, object]], command: str) -> None:
    """Write `results/NAME.json`: a table under a title, with the command that gives it and the machine that gave it."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[1]:.0f} of other work and this"
    result = {"title": title, "what": what, "rows": rows, "command": command, "machine": machine}
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
