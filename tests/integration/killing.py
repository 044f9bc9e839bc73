"""Runs the job in forked children and kills them: started by test_kill.py, prints what each warehouse came to.

Forking a process that has imported everything, but loaded and opened nothing, makes a run as short as its own work, so
that thirty moments can be tried.
"""

import hashlib
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pipelines.annotators
import pipelines.definitions  # noqa: F401 imported before forking, so that no child does it again
from pipelines.contracts import CONTRACTS
from pipelines.runs import run_job
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse

SPREAD = 0.9
"""Share of a run's usual length over which the moments are spread: some runs are quicker than the one measured."""
CLOCK_COLUMNS = {"started_at", "finished_at", "rejected_at"}


def settings_in(folder: Path) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(
        warehouse=folder / "w.duckdb", home=folder / "home", threads=1, batch_words=1_000, lock_timeout_s=30
    )


def child(folder: Path, inputs: str, prepared_home: Path | None = None) -> int:
    if prepared_home and not (folder / "home").exists():
        shutil.copytree(prepared_home, folder / "home")  # Dagster's empty state, so that no child sets it up again
    pid = os.fork()
    if pid:
        return pid
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    outcome = run_job(settings_in(folder), [inputs])
    os.write(2, ("\n".join(outcome.errors) + "\n").encode() if outcome.errors else b"")
    os._exit(0 if outcome.is_success else 1)


def finished(folder: Path, inputs: str, prepared_home: Path | None = None) -> float:
    started = time.monotonic()
    _, status = os.waitpid(child(folder, inputs, prepared_home), 0)
    if status:
        raise SystemExit(f"run in {folder} failed with status {status}")
    return time.monotonic() - started


def fingerprint(folder: Path) -> dict[str, str]:
    pid_read, pid_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        with Warehouse(folder / "w.duckdb").reader() as session:
            digests = {}
            for name, contract in CONTRACTS.items():
                columns = ", ".join(column for column in contract.column_names if column not in CLOCK_COLUMNS)
                rows = session.query(f"select {columns} from {name} order by all").to_pylist()
                digests[name] = f"{len(rows)} rows {hashlib.sha256(repr(rows).encode()).hexdigest()[:12]}"
        os.write(pid_write, json.dumps(digests).encode())
        os._exit(0)
    os.close(pid_write)
    with os.fdopen(pid_read, "rb") as pipe:
        content = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(content)


def main(root: Path, inputs: str, moments: int) -> None:
    home = root / "home"
    finished(root / "first", inputs)
    shutil.copytree(root / "first" / "home", home)
    duration = min(finished(root / f"calm{i}", inputs, home) for i in range(2))
    calm = fingerprint(root / "calm0")
    results = {
        "duration_s": duration,
        "calm": calm,
        "repeat": fingerprint(root / "calm1"),
        "killed": [],
        "interrupted": 0,
    }
    for moment in range(moments):
        folder = root / f"killed{moment}"
        pid = child(folder, inputs, home)
        time.sleep(duration * SPREAD * (moment + 0.5) / moments)
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        results["interrupted"] += os.WIFSIGNALED(status)
        finished(folder, inputs)
        results["killed"].append(fingerprint(folder))
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
