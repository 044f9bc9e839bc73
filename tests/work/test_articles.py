"""Articles: one row a text, the best date that any occurrence gives, whatever comes first."""

from datetime import date
from itertools import permutations

import pytest

from pipelines.enrich.articles import ArticleMaker
from pipelines.warehouse.audit import run_checks
from pipelines.work import articles as articles_module

from .conftest import RecordDater, later, write_jsonl

TABLE = "core.articles"


def articles(bench):
    return bench.rows(
        "select title, text, is_title_in_text, word_count, language_code, published_date, published_basis "
        "from core.articles where is_current order by text"
    )


def test_a_record_keeps_its_title_language_and_date(bench, tmp_path):
    bench.bring_in(
        write_jsonl(
            tmp_path / "a.jsonl", {"title": "T", "text": "Und so.", "language": "de", "date": "2026-03-09T10:00:00Z"}
        )
    )
    assert articles(bench) == [
        {
            "title": "T",
            "text": "Und so.",
            "is_title_in_text": False,
            "word_count": 2,
            "language_code": "de",
            "published_date": date(2026, 3, 9),
            "published_basis": "metadata",
        }
    ]


def test_an_article_that_nothing_dates_has_no_date(bench, tmp_path):
    bench.bring_in(write_jsonl(tmp_path / "a.jsonl", {"text": "In the street."}))
    [row] = articles(bench)
    assert (row["published_date"], row["published_basis"], row["language_code"]) == (None, "none", "en")


FILES = {
    "a": {"id": 1, "text": "Same."},
    "b": {"id": 2, "text": "Same.", "date": "2026-03-09", "title": "Of b"},
    "c": {"id": 3, "text": "Same.", "title": "Of c"},
}


@pytest.mark.parametrize("order", list(permutations(FILES)), ids="".join)
def test_the_same_text_in_several_documents_is_one_article_with_the_best_date_in_any_order(bench, tmp_path, order):
    for name in order:
        bench.bring_in(write_jsonl(tmp_path / f"{name}.jsonl", FILES[name]))
    [row] = articles(bench)
    assert (row["published_date"], row["title"]) == (date(2026, 3, 9), "Of b")
    assert bench.count("core.article_occurrences") == 3
    assert bench.count("core.date_evidence") == 1


def test_a_text_in_ten_thousand_documents_asks_a_few_of_them(bench, tmp_path, monkeypatch):
    monkeypatch.setattr(articles_module, "MOST_DOCUMENTS", 2)
    bench.bring_in(write_jsonl(tmp_path / "a.jsonl", *({"id": i, "text": "Same."} for i in range(6))))
    bench.bring_in(write_jsonl(tmp_path / "b.jsonl", {"id": "b", "text": "Same.", "date": "2026-03-09"}))
    [row] = articles(bench)
    assert row["published_date"] == date(2026, 3, 9)


def test_an_article_that_no_cut_gives_any_more_is_removed(bench, tmp_path):
    (tmp_path / "in" / "a.txt").write_text("one\ntwo")
    bench.bring_in(tmp_path / "in")
    (tmp_path / "in" / "a.cuts.yaml").write_text("join: [2]\n")
    bench.bring_in(tmp_path / "in")
    assert [row["text"] for row in bench.rows("select text from core.articles")] == ["one\ntwo"]
    with bench.warehouse.writer() as session:
        for name in (TABLE, "core.date_evidence"):
            assert all(check.is_passed for check in run_checks(session, name))


def test_an_article_that_only_an_older_version_holds_stays_and_is_not_current(bench, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("one\ntwo")
    bench.bring_in(path)
    path.write_text("one\nthree")
    bench.bring_in(later(path))
    rows = bench.rows("select text, is_current from core.articles order by text")
    assert {row["text"]: row["is_current"] for row in rows} == {"one": True, "two": False, "three": True}


def test_a_new_dater_dates_everything_again(bench, tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", {"text": "One.", "date": "2026-03-09"})
    bench.bring_in(path)
    assert bench.bring_in(path)["rows_written"] == 0
    bench.workers[TABLE] = ArticleMaker(RecordDater("2"), lambda _: None)
    assert bench.bring_in(path)["rows_written"] == 1


def test_a_dump_in_stretches_is_dated_to_the_end_and_marked_once(bench, tmp_path, monkeypatch):
    monkeypatch.setattr(articles_module, "STRETCH_CHARS", 40)
    monkeypatch.setattr(articles_module, "BATCH_CHARS", 40)
    (tmp_path / "a.txt").write_text("".join(f"line number {i}\n" for i in range(20)))
    bench.bring_in(tmp_path / "a.txt")
    assert bench.count(TABLE) == 20
    assert bench.scalar("select count(*) from ops.annotations where table_name = 'core.articles'") == 1
    assert bench.bring_in(tmp_path / "a.txt")["rows_written"] == 0
