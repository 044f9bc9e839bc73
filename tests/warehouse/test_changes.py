"""The log of changes: what a table has still to take into account, and what may be forgotten."""

import pyarrow as pa
import pytest

from pipelines.warehouse import Warehouse
from pipelines.warehouse.changes import changed_units, forget_changes, log_changes, note_progress, since

NO_DAYS = pa.schema([("unit_id", pa.string()), ("published_date", pa.date32())]).empty_table()


@pytest.fixture
def session(tmp_path):
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        yield session


def change(session, *unit_ids):
    log_changes(session, ["core.articles"], pa.table({"unit_id": list(unit_ids)}), NO_DAYS)


def units_since(session, number):
    return changed_units(session, ["core.articles"], number).column("unit_id").to_pylist()


def test_a_table_is_told_what_changed_since_it_was_done(session):
    assert since(session, "core.topics", "one").is_all
    change(session, "a", "b")
    note_progress(session, "core.topics", "one", 1)
    assert since(session, "core.topics", "one").is_nothing
    change(session, "b", "c")
    behind = since(session, "core.topics", "one")
    assert (behind.change_number, behind.latest) == (1, 2)
    assert units_since(session, 1) == ["b", "c"]
    assert since(session, "core.topics", "another lineage").is_all


def test_changes_are_forgotten_when_all_tables_know_them(session):
    change(session, "a")
    note_progress(session, "core.topics", "one", 1)
    change(session, "b")
    note_progress(session, "core.places", "one", 2)
    forget_changes(session, ["core.topics", "core.places", "core.sentences"])
    assert units_since(session, 0) == ["a", "b"]
    forget_changes(session, ["core.topics", "core.places"])
    assert units_since(session, 0) == ["b"]
    assert since(session, "core.topics", "one").latest == 2


def test_a_table_that_was_away_while_changes_were_forgotten_looks_at_everything(session):
    change(session, "a")
    note_progress(session, "mine.exclamations", "one", 1)
    note_progress(session, "core.topics", "one", 1)
    forget_changes(session, ["core.topics"])
    assert since(session, "mine.exclamations", "one").is_nothing
    change(session, "b")
    note_progress(session, "core.topics", "one", 2)
    forget_changes(session, ["core.topics"])
    assert units_since(session, 0) == []
    assert since(session, "mine.exclamations", "one").is_all


def test_a_table_that_follows_nothing_holds_no_change_back_and_stays_noted(session):
    note_progress(session, "core.topics", "one", 0)
    change(session, "a")
    note_progress(session, "core.places", "one", 1)
    forget_changes(session, ["core.places"], ["core.topics"])
    assert units_since(session, 0) == []
    assert not since(session, "core.topics", "one").is_all


def test_what_the_views_are_is_not_forgotten(session):
    before = session.scalar("select lineage from ops.progress where table_name = 'views'")
    change(session, "a")
    note_progress(session, "core.topics", "one", 1)
    forget_changes(session, ["core.topics"])
    assert session.scalar("select lineage from ops.progress where table_name = 'views'") == before
