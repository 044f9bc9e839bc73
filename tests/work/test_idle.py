"""A run knows at one look that it would find nothing to do, and is never wrong about that."""

import os

import pyarrow as pa
import pytest

from pipelines.catalogue import CATALOGUE, Ingested, Published
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse
from pipelines.warehouse.changes import latest_change, log_changes, note_all_progress
from pipelines.work import idle
from pipelines.work.idle import counts_if_idle
from pipelines.work.ingest import ReadOptions, ingest, utc_now
from pipelines.work.run import publish_now

from .conftest import later, write_jsonl

MADE = [entry.name for entry in CATALOGUE.entries if not isinstance(entry, (Ingested, Published))]


class House:
    """A folder of news, and a warehouse in which everything is done."""

    def __init__(self, folder):
        self.news = folder / "news"
        self.news.mkdir()
        self.settings = Settings(warehouse=folder / "w.duckdb", home=folder / "home")
        self.warehouse = Warehouse(folder / "w.duckdb")
        write_jsonl(self.news / "a.jsonl", {"text": "A bridge near Lima fell on Monday."})
        (self.news / "b.txt").write_text("A ferry sank near Oslo.\n")
        (self.news / "c.odd").write_text("?")
        ingest(self.warehouse, [str(self.news)], now=utc_now)
        with self.warehouse.writer() as session:
            note_all_progress(session, {name: (f"{name}@1", latest_change(session)) for name in MADE})
        publish_now(self.warehouse)

    def look(self, options=ReadOptions()):  # noqa: B008 it cannot be changed
        return counts_if_idle(self.warehouse, self.settings, [str(self.news)], options)


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr(idle, "recorded_lineages", lambda _: {name: f"{name}@1" for name in MADE})
    return House(tmp_path)


def test_what_all_inputs_hold_is_told_when_nothing_is_new(house):
    told = house.look().told
    assert (told["files"], told["files_read"], told["seen"], told["known"], told["rejected"]) == (2, 0, 3, 2, 1)
    again = ingest(house.warehouse, [str(house.news)], now=utc_now).told
    assert again == told


def commit_in(table_name):
    def commit(house):
        with house.warehouse.writer() as session, session.transaction():
            log_changes(session, [table_name], pa.table({"unit_id": ["a"]}))
        publish_now(house.warehouse)

    return commit


def forgotten_progress(house):
    with house.warehouse.writer() as session:
        session.run("delete from ops.progress where table_name = 'core.topics'")


DISTURBED = {
    "a new file": lambda house: write_jsonl(house.news / "d.jsonl", {"text": "New."}),
    "a changed file": lambda house: later(house.news / "a.jsonl"),
    "a corrected cut": lambda house: (house.news / "b.cuts.yaml").write_text("cut: []\n"),
    "a path refused for the first time": lambda house: (house.news / "e.odd").write_text("?"),
    "documents of another run": commit_in("raw.documents"),
    "articles of another run": commit_in("core.articles"),
    "a table that was never made": forgotten_progress,
    "a copy that is gone": lambda house: house.warehouse.path.unlink(),
    "a copy that was changed": lambda house: os.utime(house.warehouse.path, (1, 1)),
}


@pytest.mark.parametrize("change", DISTURBED.values(), ids=DISTURBED)
def test_whatever_is_new_is_left_to_the_steps(house, change):
    change(house)
    assert house.look() is None


@pytest.mark.parametrize(
    "lineages", [None, {}, {name: f"{name}@2" for name in MADE}], ids=["unknown", "lacking", "new"]
)
def test_another_model_or_setting_is_left_to_the_steps(house, monkeypatch, lineages):
    monkeypatch.setattr(idle, "recorded_lineages", lambda _: lineages)
    assert house.look() is None


def test_another_way_of_reading_is_left_to_the_steps(house):
    assert house.look(ReadOptions(mapping={"text": "body"})) is None


def test_commits_that_nobody_follows_leave_nothing_to_do(house):
    commit_in("ops.files")(house)
    assert house.look() is not None


def test_changes_that_all_who_follow_some_know_are_forgotten_with_a_publication(house):
    with house.warehouse.writer() as session:
        log_changes(session, ["core.articles"], pa.table({"unit_id": ["a"]}))
        followers = [entry.name for entry in CATALOGUE.entries if entry.follows]
        assert "core.topics" in {*MADE} - {*followers}
        note_all_progress(session, {name: (f"{name}@1", latest_change(session)) for name in followers})
    publish_now(house.warehouse)
    with house.warehouse.writer() as session:
        assert session.count("ops.changes") == 0
    assert house.look() is not None
