"""Several machines bring one lake up to date at the same time: they read at once, and the rows are those of one run over all."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from pipelines.catalogue import CATALOGUE
from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.warehouse.lake import Lake
from pipelines.work import executors
from pipelines.work.ingest import ingest
from pipelines.work.run import bring_up_to_date
from pipelines.work.turns import Batch, Turns, ours
from tests.integration.conftest import command_environment
from tests.lakes import lake_of

from .conftest import write_jsonl

MADE = (
    *("raw.documents", "raw.document_texts", "core.article_occurrences", "core.articles", "core.date_evidence"),
    *("core.sentences", "core.time_mentions", "core.duplicates", "marts.source_volume"),
)
OF_A_RUN = {"batch_id"}
"""Says which run brought a document: that of the machine that came first."""
BOTH = {"id": "both", "title": "Bridge opens", "source": "wire", "text": "The bridge opened on Monday. Crowds came."}
SAME_TEXT = "Ministers met on Tuesday to speak about fish. They will meet again on Friday."


def written(folder):
    """Two machines' files. A document that both bring; a text that each brings as a document of its own, dated by one."""
    for name, when in (("a", None), ("b", "2026-03-10T08:00:00Z")):
        (folder / name).mkdir()
        own = [
            {
                "id": f"{name}{n}",
                "title": f"Report {n} of {name}",
                "source": name,
                "published_at": "2026-03-11T08:00:00Z",
            }
            | {"text": f"On March {n + 1} the council of town {n} met. It spoke about {name} for {n + 2} hours."}
            for n in range(6)
        ]
        shared = {"id": f"same-{name}", "title": "Fish", "text": SAME_TEXT, "source": name, "published_at": when}
        path = write_jsonl(folder / name / f"{name}.jsonl", *own, BOTH, shared)
        os.utime(path, (1_773_800_000, 1_773_800_000))
    return folder


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "place").mkdir()
    return written(tmp_path)


def machine(catalogue, folder, name, source, *meeting):
    command = [sys.executable, "-m", "tests.work.machine_scenario", catalogue, str(folder), name, str(source)]
    return subprocess.Popen(
        [*command, *map(str, meeting)], stderr=subprocess.PIPE, text=True, env=command_environment()
    )


def ended(process):
    _, errors = process.communicate()
    assert process.returncode == 0, errors[-3_000:]


def rows(catalogue, folder):
    with Lake(catalogue, local=folder / "look", data=str(folder / "data")).writer() as session:
        return {
            name: session.query(
                f"select {', '.join(c for c in CONTRACTS[name].column_names if c not in OF_A_RUN)} from {name} order by all"
            ).to_pylist()
            for name in MADE
        }


@pytest.fixture(scope="module")
def alone(postgres_server, tmp_path_factory):
    """The rows that one machine makes of all files."""
    catalogue, folder = postgres_server.database(), tmp_path_factory.mktemp("alone")
    ended(machine(catalogue, folder, "one", written(folder)))
    return rows(catalogue, folder)


def without_places(found):
    """Rows without the path and position of a document: those of the one that both bring are of whoever came first."""
    return {
        name: [{k: v for k, v in row.items() if k not in {"uri", "position"}} for row in table]
        for name, table in found.items()
    }


@pytest.mark.slow
def test_machines_that_read_at_once_make_the_rows_of_one(postgres_server, folder, alone):
    catalogue, place = postgres_server.database(), folder / "place"
    first = machine(catalogue, folder, "first", folder / "a", place, "second")
    second = machine(catalogue, folder, "second", folder / "b", place, "first")
    ended(first)
    ended(second)
    met = {path.name for path in place.iterdir()}
    assert {"files-first", "files-second", "core.article_occurrences-first", "core.article_occurrences-second"} <= met
    assert {f"{step}-{name}" for step in ("core.articles", "core.sentences") for name in ("first", "second")} <= met
    found = rows(catalogue, folder)
    assert without_places(found) == without_places(alone)
    assert [row["external_id"] for row in found["raw.documents"]].count("both") == 1


STEPS = ("files", "core.article_occurrences", "core.articles", "core.sentences", "marts.source_volume")


@pytest.mark.slow
@pytest.mark.parametrize("step", ["core.sentences", "marts.source_volume"])
def test_what_a_machine_that_is_killed_had_claimed_is_done_by_another(postgres_server, folder, alone, step):
    catalogue, place = postgres_server.database(), folder / "place"
    for earlier in STEPS[: STEPS.index(step)]:
        (place / f"{earlier}-forever").touch()
    killed = machine(catalogue, folder, "killed", folder / "a", place, "forever")
    while not (place / f"{step}-killed").exists():
        assert killed.poll() is None, killed.communicate()[1][-3_000:]
        time.sleep(0.05)
    other = machine(catalogue, folder, "other", folder / "b")
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    ended(other)
    assert without_places(rows(catalogue, folder)) == without_places(alone)


def test_units_that_another_machine_holds_are_put_off_and_found_done(postgres_server, tmp_path):
    lake = lake_of(postgres_server.database(), tmp_path)
    units = pa.table({"unit_id": ["00aa0000", "7fbb0000", "ffcc0000"], "size": [1, 1, 1]})
    keys = {"core.sentences": dict.fromkeys(units["unit_id"].to_pylist(), "k")}
    planned = Batch(("core.sentences",), units)
    with lake.writer() as session, lake.shares("readings") as mine, lake.shares("readings") as theirs:
        assert theirs.take(["7fbb0000"]) == {"7fbb0000"}
        turns = Turns(mine)
        assert ours(session, turns, planned, keys).units["unit_id"].to_pylist() == ["00aa0000", "ffcc0000"]
        assert theirs.take(["00aa0000", "7fbb0000", "80dd0000"]) == {"7fbb0000", "80dd0000"}
        session.run(
            "insert into ops.annotations by name "
            "select 'core.sentences' as table_name, '7fbb0000' as unit_id, 't' as annotator_id, 'k' as input_key"
        )
        theirs.give_back(["7fbb0000"])
        theirs.give_back(["7fbb0000"])
        rounds = list(turns.rounds(deque([planned])))
        assert len(rounds) == 2
        (left,) = rounds[1]
        assert left.units["unit_id"].to_pylist() == ["7fbb0000"]
        assert ours(session, turns, left, keys) is None
        mine.give_back(["00aa0000"])
        assert theirs.take(["00aa0000", "ffcc0000"]) == {"00aa0000"}


def test_articles_whose_documents_changed_while_they_were_made_are_made_again(postgres_server, folder, monkeypatch):
    lake = lake_of(postgres_server.database(), folder)
    settings = Settings(home=folder / "home", executor="inline", threads=1)
    submit, seen = executors.InProcess.submit, []

    def brought(name):
        ingest(lake, [str(folder / name)], now=lambda: datetime.now(UTC))
        bring_up_to_date(lake, settings, [CATALOGUE["core.article_occurrences"]], lambda *_: None)

    def submitted(self, job):
        submit(self, job)
        seen.append(job.entry_names)
        if job.entry_names == ("core.articles",) and seen.count(job.entry_names) == 1:
            brought("b")  # as another machine would, after this one has read what it makes articles from

    brought("a")
    monkeypatch.setattr(executors.InProcess, "submit", submitted)
    bring_up_to_date(lake, settings, [CATALOGUE["core.articles"]], lambda *_: None)
    with lake.writer() as session:
        found = session.query("select published_date from core.articles where text = $text", {"text": SAME_TEXT})
    assert found["published_date"].to_pylist() == [date(2026, 3, 10)]
    assert seen.count(("core.articles",)) == 2


def test_a_lock_ends_with_the_connection_that_held_it(postgres_server, tmp_path):
    lake = lake_of(postgres_server.database(), tmp_path)
    with lake.shares("readings") as mine:
        with lake.shares("readings") as theirs:
            theirs.take(["00aa0000"])
            assert mine.take(["00aa0000"]) == set()
        mine.wait("00aa0000")
        assert mine.take(["00aa0000"]) == {"00aa0000"}
