"""Articles: one row a text, the best date that any occurrence gives, no row without an occurrence."""

import json
from datetime import date

from pipelines.stages.articles import write_articles
from pipelines.stages.checks import run_checks
from pipelines.stages.cut import cut_documents
from pipelines.stages.ingest import ingest

from .conftest import NOW, LineSegmenter, RecordDater


def bring_in(session, path, segmenter=None, dater=None):
    ingest(session, [str(path)], now=NOW)
    cut_documents(session, segmenter or LineSegmenter())
    return write_articles(session, dater or RecordDater(), lambda text: "en" if " the " in text else None)


def write(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def articles(session):
    return session.query(
        "select title, text, is_title_in_text, word_count, language_code, published_date, published_basis "
        "from core.articles order by text"
    ).to_pylist()


def test_a_record_keeps_its_title_language_and_date(session, tmp_path):
    bring_in(
        session,
        write(
            tmp_path / "a.jsonl", {"title": "T", "text": "Und so.", "language": "de", "date": "2026-03-09T10:00:00Z"}
        ),
    )
    assert articles(session) == [
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


def test_an_article_that_nothing_dates_has_no_date(session, tmp_path):
    bring_in(session, write(tmp_path / "a.jsonl", {"text": "In the street."}))
    [row] = articles(session)
    assert (row["published_date"], row["published_basis"], row["language_code"]) == (None, "none", "en")


def test_the_same_text_in_two_documents_is_one_article_with_the_better_date(session, tmp_path):
    bring_in(session, write(tmp_path / "a.jsonl", {"id": 1, "text": "Same."}))
    counts = bring_in(session, write(tmp_path / "b.jsonl", {"id": 2, "text": "Same.", "date": "2026-03-09"}))
    assert counts.article_count == 1
    bring_in(session, write(tmp_path / "c.jsonl", {"id": 3, "text": "Same."}))
    [row] = articles(session)
    assert row["published_date"] == date(2026, 3, 9)
    assert session.count("core.article_occurrences") == 3
    assert session.count("core.date_evidence") == 1


def test_the_same_text_twice_in_one_batch_is_one_article(session, tmp_path):
    bring_in(
        session,
        write(tmp_path / "a.jsonl", {"id": 1, "text": "Same."}, {"id": 2, "text": "Same.", "date": "2026-03-09"}),
    )
    [row] = articles(session)
    assert row["published_basis"] == "metadata"


def test_an_article_that_no_cut_gives_any_more_is_removed(session, tmp_path):
    (tmp_path / "a.txt").write_text("one\ntwo")
    bring_in(session, tmp_path)
    (tmp_path / "a.cuts.yaml").write_text("join: [2]\n")
    counts = bring_in(session, tmp_path)
    assert [row["text"] for row in articles(session)] == ["one\ntwo"]
    assert counts.removed_count == 2
    assert all(
        check.is_passed for name in ("core.articles", "core.date_evidence") for check in run_checks(session, name)
    )


def test_a_new_dater_dates_everything_anew(session, tmp_path):
    path = write(tmp_path / "a.jsonl", {"text": "One.", "date": "2026-03-09"})
    bring_in(session, path)
    assert bring_in(session, path).article_count == 0
    assert bring_in(session, path, dater=RecordDater("2")).article_count == 1
    assert session.scalar("select annotator_id from core.articles") == "record-dater@2+0"
