"""What it costs to run Dateline for months: definitions, ticks, runs with nothing new, days made again, an hour of runs beside a UI.

    python benchmarks/operations.py [definitions ticks idle days served] [--ticks 500] [--files 100000] [--minutes 60]

Each part works in a folder of its own and prints what it measured as JSON; without names all run. Seconds are of a
processor where that is said, since other programs may share the machine. `served` starts `dateline up`, brings in a file and
starts a run every 36 seconds (hourly runs at a hundred times their speed), and reads what its processes hold.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

HOUR_AT_SPEED_S = 36.0
DAYS = 30
ROOT = Path(__file__).parent.parent
RUN = "import sys; from pipelines.cli import main; main()"
Results = dict[str, float | int | bool | str]


def records(days: int, per_day: int) -> Iterator[dict[str, str]]:
    """Short articles, some a day: names, places and days, so that every reading has something to find."""
    places = ("Kyiv", "Lima", "Cairo", "Oslo", "Quito", "Warsaw", "Tunis", "Manila")
    for number in range(days * per_day):
        day = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=number % days)
        place, other = places[number % len(places)], places[(number * 3 + 1) % len(places)]
        yield {
            "id": f"r{number}",
            "title": f"Report {number} from {place}",
            "text": f"The council of {place} met Anna Petrova, number {number} of her office, on Monday to speak about road {number}. "
            f'"We will build it," she said. Talks with {other} go on, the United Nations said on Tuesday.',
            "published_at": day.isoformat(),
        }


@contextmanager
def house(days: int = 0, per_day: int = 0) -> Iterator[Path]:
    """A folder with a landing folder of articles, which this process and those that it starts work in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "landing").mkdir()
        os.environ |= {
            "PYTHONPATH": str(ROOT),
            "DATELINE_HOME": str(folder / "home"),
            "DATELINE_WAREHOUSE": str(folder / "news.duckdb"),
            "DATELINE_LANDING": str(folder / "landing"),
        }
        if days:
            lines = "".join(json.dumps(record) + "\n" for record in records(days, per_day))
            (folder / "landing" / "first.jsonl").write_text(lines, encoding="utf-8")
        yield folder


def in_process(*command: str) -> tuple[float, float, float]:
    """Run Python in a process of its own; return its processor seconds, those by the clock, and its peak memory in MB."""
    begun = time.monotonic()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    error = process.stderr.read() if process.stderr else b""
    if status:
        raise SystemExit(f"{command}: {error.decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begun, usage.ru_maxrss / 1024


def definitions(options: argparse.Namespace) -> Results:
    """How long the code location takes to load, as every run and every server does."""
    del options
    with house():
        in_process("-m", "pipelines.work.lineages")
        taken = [
            in_process("-c", "from pipelines.definitions import defs; defs.get_repository_def()") for _ in range(5)
        ]
    return {
        "processor_s": round(min(seconds for seconds, _, _ in taken), 2),
        "clock_s_median": round(statistics.median(clock for _, clock, _ in taken), 2),
        "peak_mb": round(max(peak for _, _, peak in taken)),
    }


def ticks(options: argparse.Namespace) -> Results:
    """Looks of the sensor over a landing folder whose files are all known."""
    with house() as folder:
        import dagster as dg

        from pipelines.defs.automation import landing_folder
        from pipelines.settings import load_settings
        from pipelines.warehouse import open_warehouse
        from pipelines.work.ingest.ledger import met_files, note_files
        from pipelines.work.run import publish_now

        for number in range(options.files):
            (folder / "landing" / f"{number:07}.txt").write_text("A line of text.")
        warehouse = open_warehouse(load_settings())
        met, _ = met_files(sorted((folder / "landing").iterdir()))
        read = {"reading_key": "k", "state": "read", "batch_id": "b", "seen_count": 1, "accepted_count": 1}
        rows = [
            {"uri": m.uri, "byte_count": m.byte_count, "modified_ns": m.modified_ns, "rejected_count": 0, **read}
            for m in met
        ]
        with warehouse.writer() as session:
            note_files(session, rows)
        publish_now(warehouse)
        cursor, processor, clock = None, [], []
        with dg.DagsterInstance.ephemeral() as instance:
            for _ in range(options.ticks):
                begun, clock_begun = time.process_time(), time.monotonic()
                context = dg.build_sensor_context(instance=instance, cursor=cursor)
                [said] = list(landing_folder(context))
                cursor = context.cursor
                processor.append(time.process_time() - begun)
                clock.append(time.monotonic() - clock_begun)
        if not isinstance(said, dg.SkipReason):
            raise SystemExit(f"a run was asked for: {said}")
    return {
        "ticks": options.ticks,
        "known_files": options.files,
        "processor_s_median": round(statistics.median(processor), 3),
        "processor_s_most": round(max(processor), 3),
        "clock_s_median": round(statistics.median(clock), 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def idle(options: argparse.Namespace) -> Results:
    """Whole runs that find nothing new, each a process of its own from its start to its end: the command's, and the schedule's."""
    del options
    found: Results = {"articles": DAYS * 10}
    with house(DAYS, 10) as folder:
        os.environ["DAGSTER_HOME"] = os.environ["DATELINE_HOME"]
        command = ("-c", RUN, "run", str(folder / "landing"))
        scheduled = ("-m", "dagster", "job", "execute", "-m", "pipelines.definitions", "-j", "news_to_marts")
        in_process(*command)
        for name, run in (("command", command), ("scheduled", scheduled)):
            taken = [in_process(*run) for _ in range(3)]
            found |= {
                f"{name}_processor_s": round(min(seconds for seconds, _, _ in taken), 1),
                f"{name}_clock_s_least": round(min(clock for _, clock, _ in taken), 1),
                f"{name}_peak_mb": round(max(peak for _, _, peak in taken)),
            }
    return found


def days(options: argparse.Namespace) -> Results:
    """Thirty days made again in one run, and in thirty: what it takes, and whether all rows of all tables are the same."""
    del options
    from benchmarks.kills import digests
    from pipelines.catalogue import CATALOGUE
    from pipelines.contracts import CONTRACTS
    from pipelines.settings import load_settings
    from pipelines.warehouse import open_warehouse
    from pipelines.work.days import DayKind, redo_days

    wanted = [date(2026, 3, 1) + timedelta(days=number) for number in range(DAYS)]
    made = [table for entry in CATALOGUE.readings() for table in entry.tables]
    annotated = [table for table in made if "annotator_id" in CONTRACTS[table].column_names]
    with house(DAYS, 2) as folder:
        in_process("-c", RUN, "run", str(folder / "landing"))
        settings, found = load_settings(), {}
        whole = told(folder)
        for name, parts in (("at_once", [wanted]), ("one_by_one", [[day] for day in wanted])):
            copy = folder / name
            copy.mkdir()
            shutil.copytree(folder / "news.duckdb.work", copy / "w.duckdb.work")
            shutil.copyfile(folder / "news.duckdb", copy / "w.duckdb")
            own = settings.for_warehouse(copy / "w.duckdb")
            warehouse = open_warehouse(own)
            with warehouse.writer() as session, session.transaction():
                for table in annotated:  # what is not made again shows
                    session.run(f"update {table} set annotator_id = 'an older one'")
            begun = time.process_time()
            for part in parts:
                redo_days(warehouse, own, DayKind.PUBLISHED, part, report=lambda *_: None)
            found[name] = (time.process_time() - begun, digests(copy))
    same = found["at_once"][1] == found["one_by_one"][1]
    return {
        "days": DAYS,
        "articles": DAYS * 2,
        "tables_marked_as_older": len(annotated),
        "rows_are_the_same": same,
        "tables_that_differ": ", ".join(name for name, rows in whole.items() if found["one_by_one"][1][name] != rows),
        "rows_are_those_of_the_first_run": found["at_once"][1] == whole,
        "processor_s_at_once": round(found["at_once"][0], 1),
        "processor_s_one_by_one": round(found["one_by_one"][0], 1),
    }


def told(folder: Path) -> Mapping[str, str]:
    """Digests of the first run's tables, read from a copy of the name that `digests` knows."""
    from benchmarks.kills import digests

    (folder / "first").mkdir()
    shutil.copyfile(folder / "news.duckdb", folder / "first" / "w.duckdb")
    return digests(folder / "first")


def served(options: argparse.Namespace) -> Results:
    """A UI and a daemon, and a run every 36 seconds: memory of the servers, and how far the state grows once it is tidied."""
    with house(DAYS, 2) as folder:
        os.environ["DATELINE_RETENTION_RUNS"] = "10"
        os.environ["DATELINE_AUTOMATION"] = "false"
        port = free_port()
        up = subprocess.Popen(
            [sys.executable, "-c", RUN, "ui", "--port", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            await_answer(address)
            return watched(address, folder, up.pid, options.minutes)
        finally:
            up.send_signal(signal.SIGTERM)
            up.wait(timeout=120)


def watched(address: str, folder: Path, pid: int, minutes: float) -> Results:
    """Start runs one after the other for so many minutes, tidy twice, and return what was seen."""
    memory: dict[str, float] = {"servers": 0.0, "code": 0.0, "together": 0.0}
    sizes: list[tuple[int, int]] = []
    began, number, started = time.monotonic(), 0, 0.0
    while (now := time.monotonic()) < began + minutes * 60:
        if now >= started + HOUR_AT_SPEED_S and not under_way(address):
            number, started = number + 1, now
            record = {"id": f"n{number}", "text": f"Rain fell on Lima for hour {number} on Monday, officials said."}
            (folder / "landing" / f"hour{number}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
            launch(address, "news_to_marts")
        for name, size in held(pid).items():
            memory[name] = max(memory[name], size)
        time.sleep(2)
        if number and number % 10 == 0 and not under_way(address) and (not sizes or sizes[-1][0] < number):
            launch(address, "tidy")
            await_idle(address)
            sizes.append((number, state_bytes(folder / "home")))
    await_idle(address)
    launch(address, "tidy")
    await_idle(address)
    sizes.append((number, state_bytes(folder / "home")))
    # the first twenty runs fill what is kept and what lies between two tidyings; what later ones leave is growth
    (first, before), (last, after) = sizes[min(1, len(sizes) - 1)], sizes[-1]
    growth = (after - before) / 1000 / max(1, last - first)
    return {
        "minutes": minutes,
        "runs": number,
        "failed_runs": len(runs(address, "FAILURE")),
        "webserver_and_daemon_mb": round(memory["servers"]),
        "code_server_mb": round(memory["code"]),
        "together_mb": round(memory["together"]),
        "state_mb_with_ten_runs_kept": round(after / 1e6, 1),
        "growth_kb_per_run_after_retention": round(growth, 1),
        "runs_compared": last - first,
    }


def held(pid: int) -> dict[str, float]:
    """MB that the servers hold, shared pages parted among those that share them; runs are not counted."""
    found = {"servers": 0.0, "code": 0.0}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            session = int((folder / "stat").read_text().rpartition(")")[2].split()[3])
            kind = kind_of(command)
            if kind and session in sessions_of(pid):
                rollup = (folder / "smaps_rollup").read_text()
                size = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
                found[kind] += size / 1024
        except (OSError, ValueError, StopIteration):
            continue
    return {**found, "together": sum(found.values())}


def kind_of(command: str) -> str:
    """Which server a process is: webserver, daemon and what starts them, the code location's, or none of them."""
    if "dagster_webserver" in command or "daemon" in command or ("dagster" in command and " dev " in command):
        return "servers"
    return "code" if "grpc" in command else ""


def sessions_of(pid: int) -> set[int]:
    """Sessions of a process and of its children: the command starts the servers in one of their own."""
    found = {os.getsid(pid)}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found.add(os.getsid(int(child)))
    return found


def state_bytes(home: Path) -> int:
    """What the state folder holds on the disk."""
    return sum(path.stat().st_blocks * 512 for path in home.rglob("*") if path.is_file())


def ask(address: str, query: str, **variables: object) -> dict[str, Any]:
    """Ask the webserver."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(f"{address}/graphql", body, {"Content-Type": "application/json"})  # noqa: S310 our own
    with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310
        data: dict[str, Any] = json.load(response)["data"]
    return data


def launch(address: str, job: str) -> None:
    """Start a run, as a click does."""
    selector = {"repositoryLocationName": "dateline", "repositoryName": "__repository__", "pipelineName": job}
    query = "mutation($p: ExecutionParams!) { launchRun(executionParams: $p) { __typename ... on PythonError { message } } }"
    said = ask(address, query, p={"selector": selector, "runConfigData": "{}"})["launchRun"]
    if said["__typename"] != "LaunchRunSuccess":
        raise SystemExit(f"{job}: {said}")


def runs(address: str, *statuses: str) -> list[str]:
    """Ids of runs in a state."""
    query = "query($s: [RunStatus!]) { runsOrError(filter: {statuses: $s}) { ... on Runs { results { runId } } } }"
    found = ask(address, query, s=list(statuses))["runsOrError"]["results"]
    return [run["runId"] for run in found]


def under_way(address: str) -> bool:
    """Whether a run is queued or runs."""
    return bool(runs(address, "QUEUED", "NOT_STARTED", "STARTING", "STARTED", "CANCELING"))


def await_idle(address: str) -> None:
    """Wait for the last run."""
    while under_way(address):
        time.sleep(1)


def await_answer(address: str) -> None:
    """Wait until the webserver has loaded the code location."""
    query = "{ repositoriesOrError { ... on RepositoryConnection { nodes { name } } } }"
    for _ in range(300):
        try:
            if ask(address, query)["repositoriesOrError"].get("nodes"):
                return
        except OSError:
            pass
        time.sleep(1)
    raise SystemExit("the webserver does not answer")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PARTS: Mapping[str, Callable[[argparse.Namespace], Results]] = {
    "definitions": definitions,
    "ticks": ticks,
    "idle": idle,
    "days": days,
    "served": served,
}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=list(PARTS), metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--ticks", type=int, default=500)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    for name in options.parts:
        sys.stdout.write(json.dumps({name: PARTS[name](options)}, indent=1) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
