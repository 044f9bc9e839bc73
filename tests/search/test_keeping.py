"""The side file: in step with what is published, and sound whatever happened to it."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date

import pytest

from pipelines.search import SearchError, keeping
from pipelines.search.index import last_number, opened


def numbers(archive):
    with closing(sqlite3.connect(archive.index)) as connection:
        return dict(connection.execute("select article_id, number from articles").fetchall())


def test_only_what_changed_is_taken_in(archive, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_DEAD", 0.9)
    archive.found("plant")
    before = numbers(archive)
    archive.put("truce", "A ceasefire was agreed, and the nuclear plant has power.", title="Truce")
    archive.publish()
    archive.told.clear()
    assert archive.found("truce") == ["truce"]
    archive.put("new", "A plant of its own.")
    archive.put("cakes", "x", is_current=False)
    archive.publish()
    assert set(archive.found("plant")) == {"plant", "truce", "new"}
    assert archive.told == [(1, 1), (1, 1)]
    after = numbers(archive)
    assert after["plant"] == before["plant"]
    assert after["truce"] != before["truce"]
    assert "cakes" not in after


def test_a_search_of_what_is_in_step_writes_nothing(archive):
    archive.found("plant")
    before = archive.index.stat().st_mtime_ns
    archive.told.clear()
    archive.found("bakery")
    assert (archive.told, archive.index.stat().st_mtime_ns) == ([], before)


def test_what_was_not_published_is_not_found(archive):
    archive.put("new", "A plant of its own.")
    assert "new" not in archive.found("plant")
    archive.publish()
    assert "new" in archive.found("plant")


def test_many_replaced_articles_make_it_be_built_again(archive):
    archive.found("plant")
    for round_ in range(3):
        for number in range(2):
            archive.put(f"n{number}", "A plant.", title=f"Round{round_}")
        archive.publish()
        archive.found("plant")
        with opened(archive.index) as connection:
            assert 5 / last_number(connection) >= 1 - keeping.MOST_DEAD
    assert archive.found("round0") == []
    assert set(archive.found("round2")) == {"n0", "n1"}


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda path: path.unlink(), id="deleted"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(b"no database at all" * 100), id="another file"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:5_000]), id="cut short"),
        pytest.param(lambda path: run(path, "drop table words"), id="a table is gone"),
        pytest.param(
            lambda path: run(path, "update mark set value = '[0]' where name = 'publication'"), id="other version"
        ),
        pytest.param(lambda path: run(path, "delete from words_data"), id="words are gone"),
    ],
)
def test_a_file_that_was_harmed_is_made_again(archive, harm):
    expected = archive.found("nuclear plant")
    harm(archive.index)
    assert archive.found("nuclear plant") == expected == ["plant", "truce"]


def run(path, statement):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_the_file_of_another_warehouse_is_not_used(archive, tmp_path):
    archive.found("plant")
    run(archive.index, "update mark set value = replace(value, ', \"', ', \"x')")
    run(archive.index, "delete from mark where name = 'stamp'")
    archive.told.clear()
    assert set(archive.found("plant")) == {"plant", "truce", "cakes"}
    assert archive.told == [(3, 3)]


def test_an_older_copy_that_was_put_back_is_what_is_searched(archive):
    archive.found("plant")
    older = archive.settings.warehouse.read_bytes()
    archive.put("cakes", "x", is_current=False)
    archive.publish()
    assert archive.found("bakery") == []
    archive.settings.warehouse.write_bytes(older)
    assert archive.found("bakery") == ["cakes"]


BEGUN = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from pipelines.search import Wanted, keeping, search
from pipelines.settings import Settings
folder = Path(sys.argv[1])
def ask(report=lambda *_: None):
    settings = Settings(warehouse=folder / "dateline.duckdb", home=folder / "home")
    return search(settings, Wanted("plant"), report).rows.column("article_id").to_pylist()
"""
KILLED = """
made = keeping._entries
def entries(*arguments):
    yield from made(*arguments)
    os._exit(9)
keeping._entries = entries
ask()
"""
SLOW = """
import time
made = keeping._entries
def entries(*arguments):
    yield from made(*arguments)
    time.sleep(0.3)
keeping._entries = entries
told = []
print(sorted(ask(lambda *step: told.append(step))), told)
"""


def begun(archive, code):
    arguments = [sys.executable, "-c", BEGUN + code, str(archive.settings.warehouse.parent), *sys.path]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("is_new", [True, False], ids=["being built", "being changed"])
def test_killed_while_it_is_written_it_is_as_before_and_the_next_search_carries_on(archive, is_new):
    if not is_new:
        archive.found("plant")
        archive.put("new", "A plant of its own.")
        archive.publish()
    process = begun(archive, KILLED)
    process.communicate()
    assert process.returncode == 9
    assert archive.index.exists() is not is_new
    assert set(archive.found("plant")) == {"plant", "truce", "cakes"} | (set() if is_new else {"new"})


def test_two_searches_that_find_it_missing_build_it_once(archive):
    answers = [process.communicate()[0] for process in [begun(archive, SLOW), begun(archive, SLOW)]]
    found = "['cakes', 'plant', 'truce']"
    assert sorted(answers) == [f"{found} [(3, 3)]\n", f"{found} []\n"]


def test_a_search_goes_on_while_the_pipeline_writes(archive):
    archive.found("plant")
    with archive.warehouse.writer() as session, session.transaction():
        session.run("delete from core.articles")
        assert archive.found("bakery") == ["cakes"]
        session.run("insert into core.topics values ('t', 's', 'x', null, 1)")


def test_where_nothing_can_be_written_it_lies_at_home(archive, monkeypatch):
    home = archive.settings.home / "search"
    monkeypatch.setattr(keeping.os, "access", lambda path, mode: str(path).startswith(str(home)))
    assert archive.found("bakery") == ["cakes"]
    assert not archive.index.exists()
    assert len(list(home.glob("*.search"))) == 1
    monkeypatch.setattr(keeping.os, "access", lambda path, mode: False)
    assert archive.found("bakery") == ["cakes"]


def test_where_nothing_can_be_written_at_all_it_is_said(archive, monkeypatch):
    monkeypatch.setattr(keeping.os, "access", lambda path, mode: False)
    with pytest.raises(SearchError, match="DATELINE_HOME"):
        archive.found("bakery")


def test_a_folder_of_its_name_is_left_alone(archive):
    archive.index.mkdir()
    assert archive.found("bakery") == ["cakes"]
    assert archive.index.is_dir()


def test_words_alone_do_not_open_the_copy_until_another_is_published(archive, monkeypatch):
    assert archive.found("ceasefire") == ["truce"]

    def refuse(_settings):
        raise AssertionError("the copy was opened")

    with monkeypatch.context() as patched:
        patched.setattr("pipelines.search.finding.open_warehouse", refuse)
        assert archive.found("ceasefire", since=date(2026, 3, 1)) == ["truce"]
        with pytest.raises(AssertionError):
            archive.found("ceasefire", source="post")
    archive.put("fire", "Another ceasefire.", day=date(2026, 3, 18))
    archive.publish()
    assert set(archive.found("ceasefire")) == {"truce", "fire"}


def test_what_is_shown_follows_the_copy_without_its_words_being_read_again(archive):
    assert [row["story"] for row in archive.rows("ceasefire")] == [None]
    story = {"story_id": "s", "label": "Power", "article_count": 1, "copy_count": 0, "source_count": 1}
    with archive.batch() as session:
        session.run("update core.articles set story_id = 's' where article_id = 'truce'")
        archive.replace("core.stories", "s", story | {"representative_article_id": "truce"}, unit="story_id")
    archive.publish()
    archive.told.clear()
    assert archive.found("ceasefire") == ["truce"]
    assert archive.told == []
    assert [row["story"] for row in archive.rows("ceasefire")] == ["Power"]


def test_what_an_article_names_follows_the_copy_without_its_words_being_read_again(archive):
    """A name is found to be another one's: the mention stands, its entity is another."""
    with archive.batch():
        for entity_id, name in (("e1", "Ada Grossi"), ("e2", "Ana Grosz")):
            entity = {"entity_id": entity_id, "canonical_name": name, "entity_type": "PERSON"}
            archive.replace(
                "core.entities", entity_id, entity | {"mention_count": 1, "article_count": 1}, unit="entity_id"
            )
        archive.replace("core.entity_mentions", "plant", mention("plant", "e1"))
        archive.replace("core.entity_mentions", "truce", mention("truce", "e2"))
    archive.publish()
    assert archive.found("plant", person="Grossi") == ["plant"]
    with archive.batch():
        archive.replace("core.entity_mentions", "plant", mention("plant", "e2"))
        archive.replace("core.entity_mentions", "cakes", mention("cakes", "e1"))
        archive.replace("core.entity_mentions", "truce")
    archive.publish()
    archive.told.clear()
    assert archive.found("plant", person="Grossi") == ["cakes"]
    assert archive.found("plant", person="Grosz") == ["plant"]
    assert archive.told == []
    archive.put("cakes", "A plant that grew.", title="Bread")
    archive.put("plant", "x", is_current=False)
    archive.publish()
    assert archive.found("plant", person="Grossi") == ["cakes"]
    assert archive.found("plant", person="Grosz") == []


def mention(article_id, entity_id):
    where = {"article_id": article_id, "field": "text", "start_char": 0, "end_char": 4, "surface": "x"}
    return where | {
        "entity_type": "PERSON",
        "local_name": "x",
        "entity_id": entity_id,
        "score": 1.0,
        "annotator_id": "t",
    }
