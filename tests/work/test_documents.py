"""Cutting: dumps through the segmenter, records as they are, only what is stale."""

from pipelines.segment import article_id_of
from pipelines.segment.cutting import DocumentCutter
from pipelines.sqlfiles import load_sql
from pipelines.warehouse.audit import run_checks
from pipelines.warehouse.marks import NO_UNITS
from pipelines.warehouse.texts import document_text
from pipelines.work import documents

from .conftest import LineSegmenter, later

TABLE = "core.article_occurrences"


def occurrences(bench):
    return bench.rows(
        "select article_id, ordinal, start_char, end_char, boundary_score, boundary_basis "
        "from core.article_occurrences order by document_id, ordinal"
    )


def test_a_dump_becomes_its_articles_and_what_is_set_aside(bench, tmp_path):
    (tmp_path / "a.txt").write_text("one is here\n# menu\ntwo is here")
    bench.ingest(tmp_path / "a.txt")
    assert bench.make(TABLE)["rows_written"] == 2
    assert [(row["start_char"], row["end_char"], row["boundary_score"]) for row in occurrences(bench)] == [
        (0, 11, 1.0),
        (19, 30, 0.6),
    ]
    assert bench.rows("select start_char, end_char, reason_code from ops.set_aside_blocks") == [
        {"start_char": 12, "end_char": 18, "reason_code": "comment"}
    ]


def test_a_record_is_one_article_with_the_hash_of_its_exact_text(bench, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "  Ω text\\nwith edges  "}\n', encoding="utf-8")
    bench.ingest(tmp_path / "a.jsonl")
    bench.make(TABLE)
    [row] = occurrences(bench)
    with bench.warehouse.writer() as session:
        text = document_text(session, session.scalar("select document_id from raw.documents"))
    assert row == {
        "article_id": article_id_of(text),
        "ordinal": 0,
        "start_char": 0,
        "end_char": len(text),
        "boundary_score": 1.0,
        "boundary_basis": "document",
    }


def test_what_is_cut_is_not_cut_again_until_its_corrections_or_the_segmenter_change(bench, tmp_path):
    folder = tmp_path / "in"
    (folder / "a.txt").write_text("one\ntwo\nthree")
    (folder / "b.txt").write_text("four\nfive")
    cutter = bench.workers[TABLE]
    bench.ingest(folder)
    bench.make(TABLE)
    bench.make(TABLE)
    assert cutter.segmenter.calls == 2
    (folder / "a.cuts.yaml").write_text("join: [2]\n")
    bench.ingest(folder)
    bench.make(TABLE)
    assert cutter.segmenter.calls == 3
    assert len(occurrences(bench)) == 4
    bench.workers[TABLE] = newer = DocumentCutter(LineSegmenter("2"))
    bench.make(TABLE)
    assert newer.segmenter.calls == 2


def test_a_dump_in_windows_gives_the_same_articles_as_in_one(bench, tmp_path, monkeypatch):
    text = "".join(f"{i} " + "long line " * 3_000 + "\n" for i in range(20))
    (tmp_path / "big.txt").write_text(text)
    monkeypatch.setattr(documents, "WINDOW_CHARS", 100_000)
    bench.ingest(tmp_path / "big.txt")
    bench.make(TABLE)
    whole = LineSegmenter().segment(text).articles
    assert [(row["start_char"], row["end_char"], row["boundary_score"]) for row in occurrences(bench)] == [
        (article.start, article.end, article.score) for article in whole
    ]
    assert bench.workers[TABLE].segmenter.calls > 1
    with bench.warehouse.writer() as session:
        assert all(check.is_passed for check in run_checks(session, TABLE))


def test_an_article_without_end_is_closed_so_that_memory_stays_bounded(bench, tmp_path, monkeypatch):
    class OneArticle(LineSegmenter):
        def segment(self, text, *, corrections=None):
            return LineSegmenter().segment(text.replace("\n", " "))

    monkeypatch.setattr(documents, "WINDOW_CHARS", 100_000)
    monkeypatch.setattr(documents, "CARRY_CHARS", 300_000)
    bench.workers[TABLE] = DocumentCutter(OneArticle())
    (tmp_path / "big.txt").write_text(("word " * 10_000 + "\n") * 20)
    bench.ingest(tmp_path / "big.txt")
    bench.make(TABLE)
    lengths = [row["end_char"] - row["start_char"] for row in occurrences(bench)]
    assert len(lengths) > 1
    assert max(lengths) < 600_000


def test_a_document_that_cannot_be_cut_is_recorded_and_the_others_are(bench, tmp_path):
    class Picky(LineSegmenter):
        def segment(self, text, *, corrections=None):
            if "poison" in text:
                raise ValueError("poison in it")
            return super().segment(text, corrections=corrections)

    bench.workers[TABLE] = DocumentCutter(Picky())
    for name, text in (("a", "one\ntwo"), ("b", "poison"), ("c", "three")):
        (tmp_path / "in" / f"{name}.txt").write_text(text)
    bench.ingest(tmp_path / "in")
    assert bench.make(TABLE)["units_failed"] == 1
    assert len(occurrences(bench)) == 3
    [failure] = bench.rows("select table_name, reason_code, detail from ops.failed_units")
    assert failure == {"table_name": TABLE, "reason_code": "ValueError", "detail": "poison in it"}
    (tmp_path / "in" / "b.txt").write_text("cured")
    bench.ingest(later(tmp_path / "in" / "b.txt"))
    bench.make(TABLE)
    assert len(occurrences(bench)) == 4


def test_documents_of_one_article_and_of_several_are_told_by_all_their_cuts(bench, tmp_path):
    (tmp_path / "in" / "a.txt").parent.mkdir(exist_ok=True)
    (tmp_path / "in" / "a.txt").write_text("one is here\ntwo is here")
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "A record."}\n')
    bench.ingest(tmp_path / "in")
    bench.make(TABLE)
    with bench.warehouse.writer() as session:
        units = session.query(load_sql("units", "cut_documents").statement, {"everything": True}, changed=NO_UNITS)
        assert sorted(units.column("size").to_pylist()) == [9, 23]
        before = dict(zip(units.column("unit_id").to_pylist(), units.column("input_key").to_pylist(), strict=True))
        session.run("update core.article_occurrences set end_char = end_char - 1")
        units = session.query(load_sql("units", "cut_documents").statement, {"everything": True}, changed=NO_UNITS)
    after = dict(zip(units.column("unit_id").to_pylist(), units.column("input_key").to_pylist(), strict=True))
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
