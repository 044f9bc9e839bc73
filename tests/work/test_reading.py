"""Readings: each article once, again when its reader or its input changed, never half, whoever reads."""

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.warehouse import AuditError, lingering
from pipelines.work.units import batches_of
from pipelines.worker import Annotator

from .conftest import FirstWord, later

TABLE = "core.sentences"


@pytest.fixture
def articles(bench, tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": f"w{i} the rest"}) + "\n" for i in range(6)))
    bench.bring_in(tmp_path / "a.jsonl")
    return bench


def test_each_article_is_read_once(articles):
    first = articles.make(TABLE)
    again = articles.make(TABLE)
    assert (first["units"], first["rows_written"], again["units"]) == (6, 6, 0)
    assert sorted(articles.workers[TABLE].read) == [f"w{i} the rest" for i in range(6)]


def test_a_new_article_is_the_only_one_that_is_read(articles, tmp_path):
    articles.make(TABLE)
    (tmp_path / "b.jsonl").write_text('{"text": "new is here"}\n')
    articles.bring_in(tmp_path / "b.jsonl")
    assert articles.make(TABLE)["units"] == 1


def test_a_new_version_reads_everything_again_and_leaves_one_row_each(articles):
    articles.make(TABLE)
    articles.workers[TABLE] = newer = FirstWord("2")
    assert articles.make(TABLE)["units"] == 6
    assert articles.rows("select distinct annotator_id from core.sentences") == [{"annotator_id": newer.annotator_id}]


def test_an_article_that_cannot_be_read_is_recorded_and_the_rest_is_read(articles):
    articles.workers[TABLE] = FirstWord(fail_on="w3", error=ValueError)
    assert articles.make(TABLE)["units_failed"] == 1
    assert articles.count(TABLE) == 5
    [failure] = articles.rows("select table_name, reason_code, detail from ops.failed_units")
    assert failure == {"table_name": TABLE, "reason_code": "ValueError", "detail": "cannot read w3"}
    assert articles.make(TABLE)["units"] == 0
    articles.workers[TABLE] = FirstWord("2")
    articles.make(TABLE)
    assert articles.count(TABLE) == 6
    assert articles.count("ops.failed_units") == 0


def test_a_run_that_is_killed_keeps_what_was_committed_and_the_next_does_the_rest(articles):
    articles.workers[TABLE] = FirstWord(fail_on="w3", error=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        articles.make(TABLE)
    kept = articles.count(TABLE)
    assert kept == articles.scalar("select count(*) from ops.annotations where table_name = 'core.sentences'")
    articles.workers[TABLE] = FirstWord()
    assert articles.make(TABLE)["units"] == 6 - kept
    assert articles.count(TABLE) == 6


@pytest.mark.parametrize(("batch_words", "is_put_away"), [(6, False), (1, True)])
def test_models_read_beside_a_closed_file_if_there_is_more_than_one_wave(articles, batch_words, is_put_away):
    class Looking(FirstWord):
        def predict(self, batch):
            seen.append(articles.warehouse.working_path in lingering._open)
            return super().predict(batch)

    seen = []
    articles.workers[TABLE] = Looking("2")
    articles.settings = articles.settings.model_copy(update={"batch_words": batch_words})
    with lingering.kept_open():
        assert articles.make(TABLE)["units"] == 6
    assert set(seen) == {not is_put_away}


def test_rows_of_articles_that_are_gone_are_removed(articles, tmp_path):
    (tmp_path / "d.txt").write_text("one is here\ntwo is here")
    articles.bring_in(tmp_path / "d.txt")
    articles.make(TABLE)
    (tmp_path / "d.cuts.yaml").write_text("join: [2]\n")
    articles.bring_in(tmp_path / "d.txt")
    assert articles.make(TABLE)["units_removed"] == 2
    assert articles.count(TABLE) == 7


def test_rows_that_break_a_check_are_not_committed(articles):
    class Beyond(Annotator):
        name, version, table = "beyond", "1", TABLE

        def predict(self, batch):
            rows = [
                {
                    "article_id": a,
                    "sentence_index": 0,
                    "start_char": 0,
                    "end_char": 999,
                    "kind": "sentence",
                    "annotator_id": "x",
                }
                for a in batch["core.articles"]["article_id"].to_pylist()
            ]
            return CONTRACTS[TABLE].from_rows(rows)

    articles.workers[TABLE] = Beyond()
    with pytest.raises(AuditError, match="inside_the_text"):
        articles.make(TABLE)
    assert articles.count(TABLE) == 0
    articles.workers[TABLE] = FirstWord()
    assert articles.make(TABLE)["rows_written"] == 6


def test_a_fact_whose_offsets_miss_its_surface_fails_its_article_alone(articles):
    table = "core.time_mentions"

    class Shifted(Annotator):
        name, version = "shifted", "1"
        table = "core.time_mentions"

        def predict(self, batch):
            rows = [
                {
                    "article_id": row["article_id"],
                    "field": "text",
                    "start_char": 0,
                    "end_char": 2,
                    "surface": "w1",
                    "timex_type": "DATE",
                    "value": "X",
                    "score": 1.0,
                    "annotator_id": "x",
                }
                for row in batch["core.articles"].to_pylist()
            ]
            return CONTRACTS[table].from_rows(rows)

    articles.workers[table] = Shifted()
    assert articles.make(table)["units_failed"] == 5
    assert articles.rows("select surface from core.time_mentions") == [{"surface": "w1"}]


def test_four_batches_are_one_commit_and_progress_is_told_after_each(articles, tmp_path):
    (tmp_path / "b.jsonl").write_text("".join(json.dumps({"text": f"v{i} the rest"}) + "\n" for i in range(4)))
    articles.bring_in(tmp_path / "b.jsonl")
    articles.make(TABLE)
    assert [told for told in articles.told if told[0] == TABLE] == [(TABLE, 8, 10), (TABLE, 10, 10)]
    changes = "select count(distinct unit_id) as units from ops.changes where table_name = 'core.sentences'"
    assert articles.rows(f"{changes} group by change_number order by change_number") == [{"units": 8}, {"units": 2}]


def test_a_new_date_is_read_again_only_by_what_hangs_on_dates(articles, tmp_path):
    path = tmp_path / "dated.jsonl"
    path.write_text('{"id": 1, "text": "It was the first day.", "date": "2026-03-09"}\n')
    articles.bring_in(path)
    articles.make(TABLE, "core.time_mentions")
    path.write_text('{"id": 1, "text": "It was the first day.", "date": "2026-03-10"}\n')
    articles.bring_in(later(path))
    assert articles.make("core.time_mentions")["units"] == 1
    assert articles.make(TABLE)["units"] == 0


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 60), st.integers(0, 4))
def test_batches_tile_the_units_and_keep_to_the_size(sizes, max_size, workers):
    units = pa.table({"unit_id": [str(i) for i in range(len(sizes))], "size": pa.array(sizes, pa.int64())})
    batches = list(batches_of(units, max_size, workers=workers))
    assert [unit for batch in batches for unit in batch.column("unit_id").to_pylist()] == units.column(
        "unit_id"
    ).to_pylist()
    assert all(batch.num_rows == 1 or sum(batch.column("size").to_pylist()) <= max_size for batch in batches)
    assert all(batch.num_rows for batch in batches)


@pytest.mark.parametrize(
    ("workers", "sizes"),
    [
        pytest.param(0, [40, 40, 40, 40, 20], id="one worker"),
        pytest.param(2, [40, 35, 26, 19, 15, 11, 8, 8, 8, 8, 2], id="two workers"),
        pytest.param(1, [40, 40, 40, 30, 15, 8, 7], id="one beside this process"),
    ],
)
def test_batches_become_smaller_towards_the_end_so_that_workers_end_together(workers, sizes):
    units = pa.table({"unit_id": [str(i) for i in range(180)]})
    assert [batch.num_rows for batch in batches_of(units, 40, workers=workers)] == sizes
