"""Marks: what several tables have still to do, looked for once for all of them."""

import pyarrow as pa
import pytest

from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Warehouse
from pipelines.warehouse.marks import Asked, note_done, note_workers, pending
from tests.work.conftest import FirstWord

ARTICLES, DATED = (load_sql("units", name).statement for name in ("articles", "dated_articles"))
TABLES = (
    Asked("core.sentences", "one", ARTICLES),
    Asked("core.quotes", "two", ARTICLES),
    Asked("core.claims", "three", DATED),
)


@pytest.fixture
def session(tmp_path):
    with Warehouse(tmp_path / "w.duckdb").writer() as session:
        session.run(
            "insert into core.articles by name select unnest(['a', 'b']) as article_id, 'words' as text, 1 as word_count, "
            "'none' as published_basis, 'd' as document_id, 't@1' as annotator_id, false as is_title_in_text"
        )
        yield session


def mark(session, table_name, unit_id, input_key):
    note_done(session, table_name, pa.table({"unit_id": [unit_id], "input_key": [input_key]}), "t@1")


@pytest.mark.parametrize("is_all", [False, True], ids=["of-what-changed", "of-everything"])
def test_each_table_has_its_own_units_to_do_and_to_remove(session, is_all):
    mark(session, "core.sentences", "a", "one|")
    mark(session, "core.quotes", "a", "one|")
    mark(session, "core.claims", "gone", "three||")
    changed = None if is_all else pa.table({"unit_id": ["a", "gone"]})
    found = pending(session, TABLES, changed)
    others = ["b"] if is_all else []
    assert {name: one.units["unit_id"].to_pylist() for name, one in found.items()} == {
        "core.sentences": others,
        "core.quotes": ["a", *others],
        "core.claims": ["a", *others],
    }
    assert found["core.quotes"].units["input_key"].to_pylist()[0] == "two|"
    assert found["core.claims"].units["input_key"].to_pylist()[0] == "three||"
    assert {name: one.gone["unit_id"].to_pylist() for name, one in found.items()} == {
        "core.sentences": [],
        "core.quotes": [],
        "core.claims": ["gone"],
    }


def test_a_worker_is_recorded_once(session):
    one, other = FirstWord("1"), FirstWord("2")
    note_workers(session, one)
    note_workers(session, one, other)
    note_workers(session)
    recorded = session.query("select annotator_id from ops.annotators")["annotator_id"].to_pylist()
    assert sorted(recorded) == sorted([one.annotator_id, other.annotator_id])
