"""Increments: each unit once, again when its annotator or its input changed, and never half."""

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stages.articles import write_articles
from pipelines.stages.cut import cut_documents
from pipelines.stages.increments import annotate, unit_batches
from pipelines.stages.ingest import ingest

from .conftest import NOW, FirstWord, LineSegmenter, RecordDater


@pytest.fixture
def articles(session, tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": f"w{i} the rest"}) + "\n" for i in range(6)))
    ingest(session, [str(tmp_path / "a.jsonl")], now=NOW)
    cut_documents(session, LineSegmenter())
    write_articles(session, RecordDater(), lambda _: None)
    return session


def test_each_article_is_read_once(articles):
    reader = FirstWord()
    first = annotate(articles, reader, batch_words=6)
    again = annotate(articles, reader, batch_words=6)
    assert (first.unit_count, first.row_count, again.unit_count) == (6, 6, 0)
    assert sorted(reader.read) == [f"w{i} the rest" for i in range(6)]


def test_a_new_version_reads_everything_again_and_leaves_one_row_each(articles):
    annotate(articles, FirstWord(), batch_words=100)
    newer = FirstWord()
    newer.version = "2"
    assert annotate(articles, newer, batch_words=100).unit_count == 6
    assert articles.query("select distinct annotator_id from core.sentences").to_pylist() == [
        {"annotator_id": newer.annotator_id}
    ]


def test_a_failure_keeps_the_batches_that_were_committed_and_the_next_call_does_the_rest(articles):
    with pytest.raises(RuntimeError, match="killed here"):
        annotate(articles, FirstWord(fail_on="w3"), batch_words=3)
    kept = articles.count("core.sentences")
    assert kept == articles.scalar("select count(*) from ops.annotations where table_name = 'core.sentences'")
    assert annotate(articles, FirstWord(), batch_words=3).unit_count == 6 - kept
    assert articles.count("core.sentences") == 6


def test_rows_of_articles_that_are_gone_are_pruned(articles):
    annotate(articles, FirstWord(), batch_words=100)
    articles.run("delete from core.articles where text like 'w0%'")
    assert annotate(articles, FirstWord(), batch_words=100).pruned_count == 1
    assert articles.count("core.sentences") == 5


def test_progress_is_told_after_each_commit(articles):
    told = []
    annotate(articles, FirstWord(), batch_words=6, report=lambda done, total: told.append((done, total)))
    assert told == [(2, 6), (4, 6), (6, 6)]


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 60))
def test_batches_tile_the_units_and_keep_to_the_size(sizes, max_size):
    units = pa.table({"unit_id": [str(i) for i in range(len(sizes))], "size": pa.array(sizes, pa.int64())})
    batches = list(unit_batches(units, max_size))
    assert [unit for batch in batches for unit in batch.column("unit_id").to_pylist()] == units.column(
        "unit_id"
    ).to_pylist()
    assert all(batch.num_rows == 1 or sum(batch.column("size").to_pylist()) <= max_size for batch in batches)
    assert all(batch.num_rows for batch in batches)
