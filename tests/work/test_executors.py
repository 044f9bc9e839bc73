"""Executors: the same rows whoever works; a worker process that dies is replaced and its unit is found."""

import os
import signal

import pyarrow as pa
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.work import executors
from pipelines.work.chain import Done, Job
from pipelines.work.executors import InProcess, Processes, executor_for

TEXTS = (
    "Shells fell on Kupyansk overnight, the governor Oleh Marchenko said on Monday. Nobody was hurt in the town.",
    "The European Central Bank kept its key interest rate at 2.25 percent on Tuesday in Frankfurt.",
    "",
    "A strong earthquake shook Valparaiso in Chile. " * 40,
    "word",
    "Talks between Sudan and Egypt resumed in Cairo on Friday, the foreign ministry said in a statement.",
)
READINGS = (
    "core.sentences",
    "core.entity_mentions",
    "core.place_mentions",
    "core.article_places",
    "core.time_mentions",
)


def articles(*numbers):
    rows = [
        {
            "article_id": f"a{number}",
            "text": TEXTS[number],
            "is_title_in_text": False,
            "word_count": len(TEXTS[number].split()),
            "published_basis": "none",
            "annotator_id": "t@1",
        }
        for number in numbers
    ]
    return CONTRACTS["core.articles"].from_rows(rows)


def job(*numbers, tag=""):
    return Job(READINGS, "article_id", tuple(f"a{n}" for n in numbers), {"core.articles": articles(*numbers)}, tag)


def rows(done):
    tables = {}
    for item in done:
        assert item.failures == []
        for name, table in item.tables.items():
            tables.setdefault(name, []).extend(table.to_pylist())
    return {name: sorted(found, key=repr) for name, found in tables.items()}


def worked(executor, jobs):
    done = []
    for one in jobs:
        while not executor.has_room:
            done += executor.collect()
        executor.submit(one)
    while not executor.is_idle:
        done += executor.collect()
    return done


@pytest.fixture(scope="module")
def alone():
    """The rows of each article read by itself."""
    return rows(worked(InProcess(Settings(threads=1)), [job(n) for n in range(len(TEXTS))]))


@pytest.mark.parametrize(
    "batches",
    [
        pytest.param([(0, 1, 2, 3, 4, 5)], id="all together"),
        pytest.param([(5, 3), (4, 0, 2), (1,)], id="other order and sizes"),
    ],
)
def test_rows_do_not_depend_on_what_else_is_in_the_batch(alone, batches):
    assert rows(worked(InProcess(Settings(threads=1)), [job(*numbers) for numbers in batches])) == alone
    assert {name for name, found in alone.items() if found} == set(READINGS)


@pytest.mark.slow
def test_worker_processes_give_the_same_rows(alone):
    with Processes(Settings(threads=2), 2) as executor:
        assert rows(worked(executor, [job(0, 1), job(2, 3), job(4), job(5)])) == alone


def killer(settings, given):
    """Stands in for `run_job` in a worker process: one unit kills the process that reads it."""
    if "poison" in given.unit_ids:
        os.kill(os.getpid(), signal.SIGKILL)
    return Done(given.entry_names, given.unit_ids, given.tag)


@pytest.mark.slow
def test_a_unit_that_kills_its_process_is_found_and_all_others_are_done(monkeypatch):
    monkeypatch.setattr(executors, "run_job", killer)
    units = [("u1", "u2"), ("u3", "poison", "u4"), ("u5",), ("u6", "u7")]
    jobs = [
        Job(("core.sentences",), "article_id", ids, {"core.articles": pa.table({"article_id": list(ids)})})
        for ids in units
    ]
    with Processes(Settings(threads=2), 2) as executor:
        done = worked(executor, jobs)
    assert sorted(unit for item in done for unit in item.unit_ids) == [
        "poison",
        "u1",
        "u2",
        "u3",
        "u4",
        "u5",
        "u6",
        "u7",
    ]
    failures = [failure for item in done for failure in item.failures]
    assert [(f.table_name, f.unit_id, f.reason_code) for f in failures] == [
        ("core.sentences", "poison", executors.DIED)
    ]


@pytest.mark.parametrize(
    ("settings", "size", "kind"),
    [
        pytest.param({"executor": "process", "threads": 2}, 1_000_000, Processes, id="much to do"),
        pytest.param({"executor": "process", "threads": 2}, 100, InProcess, id="little to do"),
        pytest.param({"executor": "process", "threads": 1}, 1_000_000, InProcess, id="one core"),
        pytest.param({"executor": "inline", "threads": 2}, 1_000_000, InProcess, id="as the user says"),
    ],
)
def test_processes_are_started_only_for_what_is_worth_it(settings, size, kind):
    with executor_for(Settings(**settings), size) as executor:
        assert isinstance(executor, kind)
