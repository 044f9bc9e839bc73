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
import threading
from pathlib import Path

import pipelines.definitions  # noqa: F401 imported before forking, so that no child does it again
from pipelines.contracts import CONTRACTS
from pipelines.runs import run_job
from pipelines.settings import Settings
from pipelines.warehouse import Session, Warehouse

CLOCK_COLUMNS = {"started_at", "finished_at", "rejected_at", "published_at", "applied_at", "failed_at"}
RUN_TABLES = {"ops.changes", "ops.progress", "ops.publications", "ops.batches"}
"""How far the pipeline is and in how many steps it came there: these may differ."""


def settings_in(folder: Path) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(
        warehouse=folder / "w.duckdb",
        home=folder / "home",
        threads=1,
        batch_words=200,
        lock_timeout_s=60,
        executor="inline",
    )


def child(folder: Path, inputs: str, prepared_home: Path | None = None, kill_at: int | None = None) -> int:
    """Starts a run in a fork; it kills itself when it is about to send its `kill_at`-th statement."""
    if prepared_home and not (folder / "home").exists():
        shutil.copytree(prepared_home, folder / "home")  # Dagster's empty state, so that no child sets it up again
    pid = os.fork()
    if pid:
        return pid
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    statements = counted_statements(kill_at)
    outcome = run_job(settings_in(folder), [inputs])
    os.write(2, ("\n".join(outcome.errors) + "\n").encode() if outcome.errors else b"")
    (folder / "statements").write_text(str(statements()))
    os._exit(0 if outcome.is_success else 1)


def counted_statements(kill_at: int | None):
    """Counts the statements that sessions send; every second death comes while one is under way."""
    count = 0
    real = Session._execute

    def execute(session, sql, parameters):
        nonlocal count
        count += 1
        if count == kill_at:
            if count % 2:
                os.kill(os.getpid(), signal.SIGKILL)
            threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGKILL)).start()
        return real(session, sql, parameters)

    Session._execute = execute
    return lambda: count


def finished(folder: Path, inputs: str, prepared_home: Path | None = None) -> int:
    """Runs to the end; gives the number of statements."""
    _, status = os.waitpid(child(folder, inputs, prepared_home), 0)
    if status:
        raise SystemExit(f"run in {folder} failed with status {status}")
    return int((folder / "statements").read_text())


def fingerprint(folder: Path) -> dict[str, str]:
    pid_read, pid_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        with Warehouse(folder / "w.duckdb").reader() as session:
            digests = {}
            for name, contract in CONTRACTS.items():
                if name in RUN_TABLES:
                    continue
                columns = ", ".join(
                    column for column in contract.column_names if column not in CLOCK_COLUMNS | {"batch_id"}
                )
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
    total = min(finished(root / f"calm{i}", inputs, home) for i in range(2))
    results = {
        "statements": total,
        "calm": fingerprint(root / "calm0"),
        "repeat": fingerprint(root / "calm1"),
        "killed": [],
        "interrupted": 0,
    }
    for moment in range(moments):
        folder = root / f"killed{moment}"
        _, status = os.waitpid(child(folder, inputs, home, kill_at=1 + total * moment // moments), 0)
        results["interrupted"] += os.WIFSIGNALED(status)
        finished(folder, inputs)
        results["killed"].append(fingerprint(folder))
        shutil.rmtree(folder)
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
