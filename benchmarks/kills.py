"""Runs that are killed at random, as the command and as the daemon launch them: does the next run give the same rows?

    python benchmarks/kills.py INPUTS --kills 200 --seed 1

Runs are forked children of this process, which has imported everything but loaded and opened nothing: a run is as short
as its own work, so that many moments can be tried. A child kills itself when it is about to send its N-th statement to
the warehouse, every second time while that statement is under way. Prints, as JSON, a digest per table of the warehouse
of a run that was left alone, of a second one, and of each that was killed; and the runs that still count as started.
Says on standard error after each kill whether the rows are the same.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import dagster as dg
import duckdb
from dagster._core.definitions.reconstruct import ReconstructableRepository
from dagster._core.execution.api import execute_run
from dagster._core.storage.tags import GRPC_INFO_TAG

import pipelines.definitions  # imported before forking, so that no child does it again
from pipelines.contracts import CONTRACTS
from pipelines.defs.automation import JOB_NAME
from pipelines.home import prepare_home
from pipelines.runs import close_dead_runs, export_settings, run_job
from pipelines.settings import Settings
from pipelines.warehouse import Session, Warehouse

CLOCK_COLUMNS = {"started_at", "finished_at", "rejected_at", "published_at", "applied_at", "failed_at"}
RUN_TABLES = {"ops.changes", "ops.progress", "ops.publications", "ops.batches"}
"""How far the pipeline is and in how many steps it came there: these may differ."""
WORK = {"threads": "1", "batch_words": "200", "lock_timeout_s": "60", "executor": "inline"}
LAUNCHERS = ("command", "daemon")
Value = TypeVar("Value")


class Trial(NamedTuple):
    """One kill: who launches the run that is killed and the one after it, and before which statement."""

    killed_launcher: str
    next_launcher: str
    statement: int


def settings_in(folder: Path) -> Settings:
    """Return settings whose state is all below `folder`, for this process and those that read the environment."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {f"DATELINE_{name.upper()}": value for name, value in WORK.items()}
    return Settings(warehouse=folder / "w.duckdb", home=folder / "home", landing=folder / "landing")


def by_command(settings: Settings, inputs: str) -> list[str]:
    """Run the job as `dateline run` does; return what failed."""
    return list(run_job(settings, [inputs]).errors)


def by_daemon(settings: Settings, inputs: str) -> list[str]:
    """Run the job as a process of the code server does; return what failed."""
    prepare_home(settings.home)
    export_settings(settings)
    root = str(Path(pipelines.definitions.__file__).parent.parent)
    job = ReconstructableRepository.for_module("pipelines.definitions", "defs", root).get_reconstructable_job(JOB_NAME)
    with dg.DagsterInstance.get() as instance:
        close_dead_runs(instance)
        run = instance.create_run_for_job(
            job.get_definition(),
            run_config={
                "ops": {"raw__documents": {"config": {"inputs": [inputs]}}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            tags={GRPC_INFO_TAG: json.dumps({"host": "localhost", "port": 0})},
            job_code_origin=job.get_python_origin(),
        )
        result = execute_run(job, run, instance)
        return [] if result.success else [f"run {run.run_id} failed"]


def child(folder: Path, inputs: str, launcher: str, *, home: Path | None = None, kill_at: int | None = None) -> int:
    """Start a run in a fork and return its process; it kills itself before its `kill_at`-th statement."""
    if home and not (folder / "home").exists():
        shutil.copytree(home, folder / "home")  # Dagster's empty state, so that no child sets it up again
    pid = os.fork()
    if pid:
        return pid
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    statements = counted_statements(kill_at)
    errors = {"command": by_command, "daemon": by_daemon}[launcher](settings_in(folder), inputs)
    os.write(2, ("\n".join(errors) + "\n").encode() if errors else b"")
    (folder / "statements").write_text(str(statements()))
    os._exit(1 if errors else 0)


def counted_statements(kill_at: int | None) -> Callable[[], int]:
    """Count the statements that sessions send; every second death comes while one is under way."""
    count = 0
    real = Session._execute  # noqa: SLF001 the one place through which all statements go

    def execute(session: Session, *statement: Any) -> duckdb.DuckDBPyConnection:  # noqa: ANN401 whatever a session sends
        nonlocal count
        count += 1
        if count == kill_at:
            if count % 2:
                os.kill(os.getpid(), signal.SIGKILL)
            threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGKILL)).start()
        return real(session, *statement)

    Session._execute = execute  # type: ignore[method-assign]  # noqa: SLF001
    return lambda: count


def finished(folder: Path, inputs: str, launcher: str, home: Path | None = None) -> int:
    """Run to the end; return the number of statements."""
    _, status = os.waitpid(child(folder, inputs, launcher, home=home), 0)
    if status:
        raise SystemExit(f"run in {folder} by {launcher} failed with status {status}")
    return int((folder / "statements").read_text())


def in_fork(work: Callable[[], Value]) -> Value:
    """Return what work gives, done in a fork: this process opens nothing, so that its forks are sound."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.write(writing, json.dumps(work()).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    os.waitpid(pid, 0)
    value: Value = json.loads(content)
    return value


def digests(folder: Path) -> dict[str, str]:
    """Return the number of rows and a hash of them, by table, without the pipeline's own clock."""
    found = {}
    with Warehouse(folder / "w.duckdb").reader() as session:
        for name, contract in CONTRACTS.items():
            if name in RUN_TABLES:
                continue
            columns = ", ".join(
                column for column in contract.column_names if column not in CLOCK_COLUMNS | {"batch_id"}
            )
            rows = session.query(f"select {columns} from {name} order by all").to_pylist()
            found[name] = f"{len(rows)} rows {hashlib.sha256(repr(rows).encode()).hexdigest()[:12]}"
    return found


def still_started(folder: Path) -> int:
    """Return how many runs of an instance count as under way."""
    prepare_home(folder / "home")
    started = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING])
    with dg.DagsterInstance.get() as instance:
        return len(instance.get_runs(filters=started))


def trials(total: Mapping[str, int], kills: int, seed: int) -> list[Trial]:
    """Return as many kills, in turn of each launcher, at moments that are spread over a run at random."""
    chance = random.Random(seed)
    drawn = []
    for number in range(kills):
        launcher = LAUNCHERS[number % len(LAUNCHERS)]
        share = (number + chance.random()) / kills
        drawn.append(Trial(launcher, chance.choice(LAUNCHERS), 1 + int(total[launcher] * share)))
    chance.shuffle(drawn)  # so that what was tried until somebody ends this covers a whole run
    return drawn


def main() -> None:
    """Kill as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", help="folder of news text, small")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(
            json.dumps(outcome(Path(folder), options.inputs, options.kills, options.seed), indent=1) + "\n"
        )


def outcome(root: Path, inputs: str, kills: int, seed: int) -> dict[str, Any]:
    """Return what `main` prints."""
    home = root / "home"
    finished(root / "first", inputs, "command")
    shutil.copytree(root / "first" / "home", home)
    total = {launcher: finished(root / launcher, inputs, launcher, home) for launcher in LAUNCHERS}
    results: dict[str, Any] = {
        "statements": total,
        "interrupted": 0,
        "still_started": 0,
        "calm": in_fork(lambda: digests(root / "command")),
        "repeat": in_fork(lambda: digests(root / "daemon")),
        "killed": [],
    }
    for number, trial in enumerate(trials(total, kills, seed)):
        folder = root / f"killed{number}"
        pid = child(folder, inputs, trial.killed_launcher, home=home, kill_at=trial.statement)
        results["interrupted"] += os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        finished(folder, inputs, trial.next_launcher)
        results["still_started"] += in_fork(lambda folder=folder: still_started(folder))
        results["killed"].append({**trial._asdict(), "tables": in_fork(lambda folder=folder: digests(folder))})
        shutil.rmtree(folder)
        is_same = results["killed"][-1]["tables"] == results["calm"]
        sys.stderr.write(f"{number + 1}/{kills} {tuple(trial)} {'same' if is_same else 'DIFFERENT'}\n")
    results["different"] = sum(kill["tables"] != results["calm"] for kill in results["killed"])
    return results


if __name__ == "__main__":
    main()
