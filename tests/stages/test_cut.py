"""Cutting: dumps through the segmenter, records as they are, only what is stale."""

from pipelines.segment import article_id_of
from pipelines.stages import cut as cut_module
from pipelines.stages.checks import run_checks
from pipelines.stages.cut import cut_documents
from pipelines.stages.ingest import ingest
from pipelines.stages.texts import document_text

from .conftest import NOW, LineSegmenter


def occurrences(session):
    return session.query(
        "select article_id, ordinal, start_char, end_char, boundary_score, boundary_basis "
        "from core.article_occurrences order by document_id, ordinal"
    ).to_pylist()


def test_a_dump_becomes_its_articles_and_what_is_set_aside(session, tmp_path):
    (tmp_path / "a.txt").write_text("one is here\n# menu\ntwo is here")
    ingest(session, [str(tmp_path)], now=NOW)
    counts = cut_documents(session, LineSegmenter())
    assert (counts.document_count, counts.occurrence_count, counts.set_aside_count) == (1, 2, 1)
    assert [(row["start_char"], row["end_char"], row["boundary_score"]) for row in occurrences(session)] == [
        (0, 11, 1.0),
        (19, 30, 0.6),
    ]
    assert session.query("select start_char, end_char, reason_code from ops.set_aside_blocks").to_pylist() == [
        {"start_char": 12, "end_char": 18, "reason_code": "comment"}
    ]


def test_a_record_is_one_article_with_the_hash_of_its_exact_text(session, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "  Ω text\\nwith edges  "}\n', encoding="utf-8")
    ingest(session, [str(tmp_path)], now=NOW)
    cut_documents(session, LineSegmenter())
    [row] = occurrences(session)
    text = document_text(session, session.scalar("select document_id from raw.documents"))
    assert row == {
        "article_id": article_id_of(text),
        "ordinal": 0,
        "start_char": 0,
        "end_char": len(text),
        "boundary_score": 1.0,
        "boundary_basis": "document",
    }


def test_what_is_cut_is_not_cut_again_until_its_corrections_or_the_segmenter_change(session, tmp_path):
    (tmp_path / "a.txt").write_text("one\ntwo\nthree")
    (tmp_path / "b.txt").write_text("four\nfive")
    ingest(session, [str(tmp_path)], now=NOW)
    segmenter = LineSegmenter()
    cut_documents(session, segmenter)
    cut_documents(session, segmenter)
    assert segmenter.calls == 2
    (tmp_path / "a.cuts.yaml").write_text("join: [2]\n")
    ingest(session, [str(tmp_path)], now=NOW)
    cut_documents(session, segmenter)
    assert segmenter.calls == 3
    assert len(occurrences(session)) == 4
    newer = LineSegmenter()
    newer.annotator_id = "lines@2+0"
    cut_documents(session, newer)
    assert newer.calls == 2


def test_a_dump_in_parts_gives_the_same_articles_as_in_one(session, tmp_path, monkeypatch):
    text = "".join(f"{i} " + "long line " * 30_000 + "\n" for i in range(20))
    (tmp_path / "big.txt").write_text(text)
    ingest(session, [str(tmp_path / "big.txt")], now=NOW)
    assert session.count("raw.document_texts") > 1
    cut_documents(session, LineSegmenter())
    whole = LineSegmenter().segment(text).articles
    assert [(row["start_char"], row["end_char"], row["boundary_score"]) for row in occurrences(session)] == [
        (article.start, article.end, article.score) for article in whole
    ]
    assert all(check.is_passed for check in run_checks(session, "core.article_occurrences"))


def test_an_article_without_end_is_closed_so_that_memory_stays_bounded(session, tmp_path, monkeypatch):
    class OneArticle(LineSegmenter):
        def segment(self, text, *, corrections=None):
            self.calls += 1
            return LineSegmenter().segment(text.replace("\n", " "))

    monkeypatch.setattr(cut_module, "CARRY_CHARS", 3_000_000)
    (tmp_path / "big.txt").write_text(("word " * 100_000 + "\n") * 20)
    ingest(session, [str(tmp_path / "big.txt")], now=NOW)
    cut_documents(session, OneArticle())
    lengths = [row["end_char"] - row["start_char"] for row in occurrences(session)]
    assert len(lengths) > 1
    assert max(lengths) < 6_000_000
