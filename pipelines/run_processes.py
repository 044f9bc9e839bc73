"""Which process a Dagster run has, and whether it still lives.

A run of `dateline run` names its process in tags. One that the daemon or a click launched is a child of the code server
on this machine, and its first event names it. Of other runs (another machine, another way of launching) nobody here can
tell: they count as alive.
"""

import json
import os
import time
from pathlib import Path

import dagster as dg
from dagster._core.storage.tags import GRPC_INFO_TAG

PID_TAG = ".dagster/dateline_pid"
BOOT_TAG = ".dagster/dateline_boot_id"  # the prefix keeps them out of the list of runs
BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", ""}
SLACK_S = 5.0
"""A process that started so much later than a run said that it is its own is another one with the same number."""


def own_process_tags() -> dict[str, str]:
    """Return the tags that name this process as a run's."""
    return {PID_TAG: str(os.getpid()), BOOT_TAG: boot_id()}


def boot_id() -> str:
    """Return what tells one start of this machine from another."""
    return BOOT_ID_FILE.read_text(encoding="ascii").strip() if BOOT_ID_FILE.is_file() else "unknown"


def is_dead(instance: dg.DagsterInstance, run: dg.DagsterRun) -> bool:
    """True when the run's process is known and is no more."""
    if PID_TAG in run.tags:
        record = instance.get_run_record_by_id(run.run_id)
        told_at = record.create_timestamp.timestamp() if record else time.time()
        return run.tags.get(BOOT_TAG) != boot_id() or not _is_same_process(int(run.tags[PID_TAG]), told_at)
    if not _is_launched_here(run):
        return False
    named = _named_process(instance, run.run_id)
    return named is not None and not _is_same_process(*named)


def _is_launched_here(run: dg.DagsterRun) -> bool:
    server = json.loads(run.tags.get(GRPC_INFO_TAG, "null"))
    return bool(server) and ("socket" in server or server.get("host") in LOCAL_HOSTS)


def _named_process(instance: dg.DagsterInstance, run_id: str) -> tuple[int, float] | None:
    """Number of the run's process and when it was told, by the first event that names one."""
    for record in instance.all_logs(run_id, of_type=dg.DagsterEventType.ENGINE_EVENT):
        if record.dagster_event:
            pid = record.dagster_event.engine_event_data.metadata.get("pid")
            if pid is not None:
                return int(str(pid.value)), record.timestamp
    return None


def _is_same_process(pid: int, told_at: float) -> bool:
    if not _is_alive(pid):
        return False
    started_at = _started_at(pid)
    return started_at is None or started_at <= told_at + SLACK_S


def _is_alive(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_defunct(pid)


def _stat_fields(pid: int) -> list[str]:
    """What Linux says of a process after its name (`man 5 proc`); empty elsewhere."""
    try:
        content = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return content.rpartition(")")[2].split()


def _is_defunct(pid: int) -> bool:
    """True for a process that has ended and that its parent has not asked after yet."""
    return _stat_fields(pid)[:1] == ["Z"]


def _started_at(pid: int) -> float | None:
    """When a process started, seconds since 1970; None where the system does not tell."""
    fields = _stat_fields(pid)
    if not fields:
        return None
    age_s = time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.time() - age_s
