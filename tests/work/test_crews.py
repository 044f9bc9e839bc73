"""Worker processes between the steps of a run: the same ones serve, dead ones are replaced, none is left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.work import crews
from pipelines.work.crews import dismiss, hired, kept_workers, prepare
from pipelines.work.executors import Processes

from .test_executors import job, worked

PATIENCE_S = 60.0


def pid_of(crew):
    return crew.submit(os.getpid).result()


def is_loaded(module):
    return module in sys.modules


def is_there(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until_gone(pid):
    deadline = time.monotonic() + PATIENCE_S
    while is_there(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_there(pid)


def test_a_crew_that_is_given_back_serves_the_next_step():
    with kept_workers():
        first = hired(1)
        dismiss(first, is_idle=True)
        assert hired(1) is first
        dismiss(first, is_idle=True)


@pytest.mark.parametrize(
    ("is_kept", "is_idle", "count"),
    [
        pytest.param(False, True, 1, id="outside of a run"),
        pytest.param(True, False, 1, id="still at work"),
        pytest.param(True, True, 2, id="too small for the next step"),
    ],
)
def test_a_crew_of_no_use_is_ended(is_kept, is_idle, count):
    def given_back_and_asked_for():
        crew = hired(1)
        pid = pid_of(crew)
        dismiss(crew, is_idle=is_idle)
        other = hired(count)
        assert other is not crew
        assert wait_until_gone(pid)
        dismiss(other, is_idle=True)

    if is_kept:
        with kept_workers():
            given_back_and_asked_for()
    else:
        given_back_and_asked_for()


def test_no_process_outlives_the_outermost_run():
    with kept_workers():
        with kept_workers():
            crew = hired(1)
            pid = pid_of(crew)
            dismiss(crew, is_idle=True)
        assert is_there(pid)
    assert not is_there(pid)


def test_a_crew_that_nobody_takes_is_ended(monkeypatch):
    monkeypatch.setattr(crews, "IDLE_S", 0.1)
    with kept_workers():
        crew = hired(1)
        pid = pid_of(crew)
        dismiss(crew, is_idle=True)
        assert wait_until_gone(pid)
        assert hired(1) is not crew


def test_what_a_later_step_needs_is_built_beside():
    settings = Settings(threads=1)
    with kept_workers():
        prepare(settings, 1, ["core.time_mentions"])
        crew = hired(1)
        assert crew.submit(is_loaded, "pipelines.enrich.times.tagger").result()
        dismiss(crew, is_idle=True)


def test_outside_of_a_run_nothing_is_prepared(monkeypatch):
    monkeypatch.setattr(crews, "hired", lambda _: pytest.fail("started processes"))
    prepare(Settings(threads=1), 1, ["core.sentences"])


@pytest.mark.slow
def test_a_process_that_died_while_it_waited_costs_no_unit():
    with kept_workers():
        for _ in range(2):
            with Processes(Settings(threads=2), 2) as executor:
                done = worked(executor, [job(0), job(2), job(4)])
            assert sorted(unit for item in done for unit in item.unit_ids) == ["a0", "a2", "a4"]
            assert not any(item.failures for item in done)
            crew = hired(2)
            pid = pid_of(crew)
            os.kill(pid, signal.SIGKILL)
            assert wait_until_gone(pid)
            dismiss(crew, is_idle=True)


PARENT = """
import os, signal
from pipelines.work.crews import Crew
if __name__ == "__main__":
    crew = Crew(1)
    print(crew.submit(os.getpid).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_end_with_a_parent_that_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    ended = subprocess.run(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ended.returncode == -signal.SIGKILL
    assert wait_until_gone(int(ended.stdout))
