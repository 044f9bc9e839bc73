"""Ingestion: nothing lost, nothing twice, killed anywhere and carried on; versions, corrections, forgetting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.warehouse import Warehouse
from pipelines.warehouse.audit import run_checks
from pipelines.warehouse.publishing import publish
from pipelines.warehouse.texts import MAX_PART_CHARS, document_text
from pipelines.work.ingest import ReadOptions, forget, ingest, storing
from pipelines.work.ingest.storing import stored_parts

from .conftest import NOW, later, write_jsonl

RAW = ("raw.documents", "raw.document_texts", "raw.cut_corrections", "ops.rejected_records", "ops.files")


def dump(bench, *tables):
    return {name: bench.rows(f"select * from {name} order by all") for name in tables}


def current(bench):
    return bench.rows(
        "select text from raw.documents join raw.document_texts using (document_id) where is_current order by text"
    )


def test_records_and_dumps_are_stored_with_their_texts(bench, tmp_path):
    (tmp_path / "a.txt").write_bytes("Über Łódź.\r\nZweite Zeile".encode())
    write_jsonl(tmp_path / "b.jsonl", {"id": 7, "title": "T", "text": "Body of it."})
    counts = bench.ingest(tmp_path / "a.txt", tmp_path / "b.jsonl")
    rows = bench.rows("select external_id, title, is_dump, char_count, byte_count from raw.documents order by is_dump")
    assert rows == [
        {"external_id": "7", "title": "T", "is_dump": False, "char_count": 11, "byte_count": 11},
        {"external_id": None, "title": None, "is_dump": True, "char_count": 23, "byte_count": 27},
    ]
    assert (counts.seen_count, counts.accepted_count, counts.rejected_count, counts.new_count) == (2, 2, 0, 2)
    with bench.warehouse.writer() as session:
        dump_id = session.scalar("select document_id from raw.documents where is_dump")
        assert document_text(session, dump_id) == "Über Łódź.\nZweite Zeile"
        assert document_text(session, dump_id, 5, 9) == "Łódź"


def test_a_file_that_has_not_changed_is_not_read_again(bench, tmp_path, monkeypatch):
    path = write_jsonl(tmp_path / "b.jsonl", {"text": "One."}, "{broken", {"text": "Two."})
    first = bench.ingest(path)
    before = dump(bench, *RAW)
    monkeypatch.setattr("pipelines.work.ingest.ingesting.read_source", None)
    second = bench.ingest(path)
    assert dump(bench, *RAW) == before
    assert (first.read_count, second.read_count) == (1, 0)
    assert (second.seen_count, second.rejected_count) == (first.seen_count, first.rejected_count) == (3, 1)
    assert second.known_count == 2


def test_a_new_file_in_a_folder_is_the_only_one_that_is_read(bench, tmp_path):
    folder = tmp_path / "in"
    for number in range(3):
        write_jsonl(folder / f"{number}.jsonl", {"text": f"Text {number}."})
    bench.ingest(folder)
    write_jsonl(folder / "3.jsonl", {"text": "Text 3."})
    counts = bench.ingest(folder)
    assert (counts.file_count, counts.read_count, counts.new_count) == (4, 1, 1)


def test_another_mapping_reads_the_file_again(bench, tmp_path):
    path = write_jsonl(tmp_path / "b.jsonl", {"prose": "One long enough text to be one."})
    assert bench.ingest(path).accepted_count == 0
    counts = bench.ingest(path, options=ReadOptions({"text": "prose"}))
    assert (counts.accepted_count, counts.rejected_count) == (1, 0)
    assert bench.scalar("select count(*) from ops.rejected_records where is_current") == 0


def test_a_superset_adds_only_what_is_new(bench, tmp_path):
    records = [{"id": i, "text": f"Text {i}."} for i in range(5)]
    bench.ingest(write_jsonl(tmp_path / "monday.jsonl", *records[:3]))
    counts = bench.ingest(write_jsonl(tmp_path / "tuesday.jsonl", *records))
    assert (counts.accepted_count, counts.known_count) == (5, 3)
    assert bench.count("raw.documents") == 5


def test_the_same_record_twice_in_a_file_is_one_document(bench, tmp_path):
    counts = bench.ingest(write_jsonl(tmp_path / "b.jsonl", {"text": "One."}, {"text": "One."}))
    assert (counts.seen_count, counts.accepted_count, counts.new_count) == (2, 2, 1)
    assert bench.count("raw.documents") == bench.count("raw.document_texts") == 1


def test_refused_input_is_on_record_with_its_place_and_the_rest_goes_on(bench, tmp_path):
    path = write_jsonl(tmp_path / "b.jsonl", {"text": "One."}, "{broken", {"title": "no text"}, {"text": "Two."})
    counts = bench.ingest(path, tmp_path / "missing.txt")
    rows = bench.rows("select uri, position, reason_code from ops.rejected_records order by all")
    assert [(row["position"], bool(row["reason_code"])) for row in rows] == [
        ("line 2", True),
        ("line 3", True),
        ("", True),
    ]
    assert (counts.seen_count, counts.accepted_count, counts.rejected_count) == (5, 2, 3)


def test_a_run_that_only_refuses_or_only_reads_again_is_published(bench, tmp_path):
    def published(sql):
        publish(bench.warehouse, NOW)
        with bench.warehouse.reader() as session:
            return session.scalar(sql)

    bench.ingest(write_jsonl(tmp_path / "a.jsonl", {"text": "One."}))
    publish(bench.warehouse, NOW)
    bench.ingest(write_jsonl(tmp_path / "b.jsonl", "{broken"))
    assert published("select count(*) from ops.rejected_records") == 1
    bench.ingest(tmp_path / "nowhere.txt")
    assert published("select count(*) from ops.rejected_records") == 2
    stamp = later(tmp_path / "a.jsonl").stat().st_mtime_ns
    bench.ingest(tmp_path / "a.jsonl")
    assert published(f"select modified_ns from ops.files where uri = '{tmp_path / 'a.jsonl'}'") == stamp
    before = published("select max(publication_number) from ops.publications")
    bench.ingest(tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    assert published("select max(publication_number) from ops.publications") == before


def test_a_path_that_is_named_twice_is_read_and_refused_once(bench, tmp_path):
    (tmp_path / "in" / "a.docx.unknown").write_text("x")
    write_jsonl(tmp_path / "in" / "b.jsonl", {"text": "One."})
    for _ in range(2):
        counts = bench.ingest(tmp_path / "in", tmp_path / "in" / "a.docx.unknown", tmp_path / "in" / "b.jsonl")
        assert (counts.seen_count, counts.accepted_count, counts.rejected_count) == (2, 1, 1)
    with bench.warehouse.writer() as session:
        assert all(check.is_passed for check in run_checks(session, "raw.documents"))


def test_a_path_that_cannot_be_read_stands_refused_once_whatever_else_a_run_reads(bench, tmp_path):
    picture = tmp_path / "in" / "a.png"
    write_jsonl(tmp_path / "in" / "b.jsonl", {"text": "One."})
    picture.write_text("x")
    bench.ingest(tmp_path / "in")
    write_jsonl(tmp_path / "in" / "c.jsonl", {"text": "Two."})
    counts = bench.ingest(tmp_path / "in")
    assert (counts.accepted_count, counts.rejected_count) == (2, 1)
    assert bench.scalar("select count(*) from ops.rejected_records") == 1


def test_a_path_that_became_readable_is_no_longer_refused(bench, tmp_path):
    path = tmp_path / "in" / "a.jsonl"
    counts = bench.ingest(path)
    assert counts.rejected_count == 1
    bench.ingest(write_jsonl(path, {"text": "One."}, "{broken"))
    assert bench.rows("select position from ops.rejected_records where is_current") == [{"position": "line 2"}]


def test_a_name_that_holds_the_mark_of_archives_loses_nothing(bench, tmp_path):
    path = write_jsonl(tmp_path / "in" / "hot!news!.jsonl", {"text": "One."}, "{broken")
    bench.ingest(path)
    write_jsonl(tmp_path / "in" / "hot!news!.jsonl", {"text": "One."}, {"text": "Two, longer."})
    later(path)
    with bench.warehouse.writer() as session:
        assert all(check.is_passed for check in run_checks(session, "raw.documents"))
    bench.ingest(path)
    assert bench.scalar("select count(*) from ops.rejected_records where is_current") == 0


def test_a_forgotten_file_is_refused_no_more(bench, tmp_path):
    path = write_jsonl(tmp_path / "in" / "a.jsonl", {"text": "One."}, "{broken")
    bench.ingest(path)
    assert forget(bench.warehouse, str(path)) == 1
    assert bench.scalar("select count(*) from ops.rejected_records where is_current") == 0


@pytest.mark.parametrize("killed_at", range(6))
def test_killed_between_any_two_commits_the_next_run_gives_the_same_rows(bench, tmp_path, monkeypatch, killed_at):
    monkeypatch.setattr(storing, "FLUSH_DOCUMENTS", 2)
    paths = [
        write_jsonl(tmp_path / f"{n}.jsonl", *({"id": i, "text": f"Text {n} {i}."} for i in range(3)), "{broken")
        for n in range(2)
    ]
    calm = Warehouse(tmp_path / "calm.duckdb")
    ingest(calm, list(map(str, paths)), now=lambda: NOW)
    commits = iter(range(100))
    real = storing.flush

    def flush(*arguments):
        done = real(*arguments)
        if next(commits) == killed_at:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr("pipelines.work.ingest.ingesting.flush", flush)
    if killed_at < 4:
        with pytest.raises(KeyboardInterrupt):
            bench.ingest(*paths)
    monkeypatch.setattr("pipelines.work.ingest.ingesting.flush", real)
    bench.ingest(*paths)
    with calm.writer() as session:
        wanted = {
            name: session.query(f"select * exclude (batch_id) from {name} order by all").to_pylist()
            for name in RAW
            if name not in {"raw.document_texts", "raw.cut_corrections"}
        }
    assert {name: bench.rows(f"select * exclude (batch_id) from {name} order by all") for name in wanted} == wanted


def test_the_same_id_with_new_text_is_a_newer_version(bench, tmp_path):
    path = write_jsonl(tmp_path / "b.jsonl", {"id": 1, "text": "Old words."}, {"id": 2, "text": "Others."})
    bench.ingest(path)
    bench.ingest(later(write_jsonl(path, {"id": 1, "text": "New words."}, {"id": 2, "text": "Others."})))
    assert current(bench) == [{"text": "New words."}, {"text": "Others."}]
    old = bench.rows("select superseded_by from raw.documents where not is_current")
    new = bench.scalar(
        "select document_id from raw.documents join raw.document_texts using (document_id) where text = 'New words.'"
    )
    assert old == [{"superseded_by": new}]


def test_the_version_that_was_collected_last_is_current_whatever_comes_first(bench, tmp_path):
    (tmp_path / "a").mkdir()
    old = write_jsonl(tmp_path / "a" / "feed.jsonl", {"id": 1, "source": "wire", "text": "Old words."})
    new = later(write_jsonl(tmp_path / "feed.jsonl", {"id": 1, "source": "wire", "text": "New words."}), hours=5)
    bench.ingest(new)
    bench.ingest(old)
    assert current(bench) == [{"text": "New words."}]


def test_a_corrected_date_replaces_the_document_and_dates_the_article_again(bench, tmp_path):
    path = write_jsonl(tmp_path / "b.jsonl", {"id": 1, "text": "Same words.", "date": "2026-03-09"})
    bench.bring_in(path)
    bench.bring_in(later(write_jsonl(path, {"id": 1, "text": "Same words.", "date": "2026-03-11"})))
    rows = bench.rows("select published_date::varchar as day, is_current from core.articles")
    assert rows == [{"day": "2026-03-11", "is_current": True}]


def test_a_grown_dump_replaces_what_it_was_and_keeps_its_articles(bench, tmp_path):
    path = tmp_path / "day.txt"
    path.write_text("first of it\nsecond of it\n")
    bench.bring_in(path)
    before = {row["article_id"] for row in bench.rows("select article_id from core.articles")}
    path.write_text("first of it\nsecond of it\nthird of it\n")
    bench.bring_in(later(path))
    rows = bench.rows("select article_id, is_current from core.articles")
    assert before < {row["article_id"] for row in rows}
    assert all(row["is_current"] for row in rows)
    assert bench.scalar("select count(*) from raw.documents where is_current") == 1


def test_a_half_written_file_is_replaced_by_the_whole_one(bench, tmp_path):
    path = tmp_path / "half.jsonl"
    path.write_text('{"text": "The first record is whole."}\n{"text": "The second is cu')
    bench.ingest(path)
    path.write_text('{"text": "The first record is whole."}\n{"text": "The second is cut no more."}\n')
    counts = bench.ingest(later(path))
    assert (counts.accepted_count, counts.rejected_count) == (2, 0)
    assert len(current(bench)) == 2
    with bench.warehouse.writer() as session:
        assert all(check.is_passed for check in run_checks(session, "raw.documents"))


def test_an_old_version_that_comes_back_is_current_again(bench, tmp_path):
    path = write_jsonl(tmp_path / "b.jsonl", {"id": 1, "text": "First words."})
    bench.ingest(path)
    bench.ingest(later(write_jsonl(path, {"id": 1, "text": "Second words."})))
    bench.ingest(later(write_jsonl(path, {"id": 1, "text": "First words."}), hours=3))
    assert current(bench) == [{"text": "First words."}]


def test_what_is_forgotten_no_longer_counts_and_is_not_read_again(bench, tmp_path):
    path = write_jsonl(tmp_path / "b.jsonl", {"id": 1, "text": "To be forgotten."})
    bench.bring_in(path)
    assert forget(bench.warehouse, str(path)) == 1
    bench.bring_in(path)
    assert bench.rows("select is_current from core.articles") == [{"is_current": False}]
    assert current(bench) == []


def test_corrections_beside_a_dump_are_stored_and_follow_the_side_file(bench, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("first\nsecond\nthird\n")
    side = tmp_path / "a.cuts.yaml"
    side.write_text("cut: [2]\njoin: [3]\n")
    bench.ingest(path)
    assert bench.rows("select start_char, action from raw.cut_corrections order by all") == [
        {"start_char": 6, "action": "cut"},
        {"start_char": 13, "action": "join"},
    ]
    side.write_text("cut: [3]\n")
    later(side)
    bench.ingest(path)
    assert bench.rows("select start_char, action from raw.cut_corrections") == [{"start_char": 13, "action": "cut"}]
    side.unlink()
    bench.ingest(path)
    assert bench.count("raw.cut_corrections") == 0


def test_a_broken_side_file_is_refused_once_and_its_repair_is_believed(bench, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("first\nsecond\n")
    side = tmp_path / "a.cuts.yaml"
    side.write_text("cut: [99]\n")
    bench.ingest(path)
    bench.ingest(path)
    rows = bench.rows("select reason_code, detail from ops.rejected_records where is_current")
    assert [row["reason_code"] for row in rows] == ["invalid_corrections"]
    assert "line 99" in rows[0]["detail"]
    side.write_text("cut: [2]\n")
    later(side)
    bench.ingest(path)
    assert bench.scalar("select count(*) from ops.rejected_records where is_current") == 0


def test_a_dump_in_parts_is_put_together_again(bench, tmp_path):
    text = "".join(f"Zeile {i} über Łódź.\n" for i in range(150_000))
    (tmp_path / "big.txt").write_text(text, encoding="utf-8")
    bench.ingest(tmp_path / "big.txt")
    with bench.warehouse.writer() as session:
        document_id = session.scalar("select document_id from raw.documents")
        assert session.count("raw.document_texts") > 1
        assert document_text(session, document_id) == text
        middle = len(text) // 2
        assert document_text(session, document_id, middle, middle + 50) == text[middle : middle + 50]
        assert all(check.is_passed for check in run_checks(session, "raw.document_texts"))


@given(st.lists(st.sampled_from(["word ", "Łódź\n", "x" * 20_000, "\n", "y" * 70_000]), max_size=12), st.integers(0, 9))
def test_stored_parts_tile_the_text_in_order_and_are_short(pieces, part_index):
    text = "".join(pieces)
    parts = stored_parts("d", part_index, 100, text)
    assert "".join(part["text"] for part in parts) == text
    assert [part["start_char"] for part in parts] == [
        100 + sum(len(before["text"]) for before in parts[:i]) for i in range(len(parts))
    ]
    assert [part["part_index"] for part in parts] == sorted({part["part_index"] for part in parts})
    assert max(len(part["text"]) for part in parts) <= MAX_PART_CHARS


def test_the_source_is_the_folder_below_the_input_or_what_the_user_says(bench, tmp_path):
    (tmp_path / "in" / "bbc").mkdir()
    (tmp_path / "in" / "bbc" / "a.txt").write_text("One article of theirs.")
    (tmp_path / "in" / "b.txt").write_text("One article of nobody.")
    bench.ingest(tmp_path / "in")
    assert [row["source_code"] for row in bench.rows("select source_code from raw.documents order by 1")] == [
        "b",
        "bbc",
    ]
    bench.ingest(tmp_path / "in", options=ReadOptions(source_code="mine"))
    assert bench.rows("select distinct source_code from raw.documents where is_current") == [{"source_code": "mine"}]


def test_the_day_of_a_record_is_that_of_its_own_zone(bench, tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", {"text": "Late at night.", "date": "2026-03-09T23:30:00-05:00"})
    bench.bring_in(path)
    assert bench.rows("select published_date::varchar as day from core.articles") == [{"day": "2026-03-09"}]
