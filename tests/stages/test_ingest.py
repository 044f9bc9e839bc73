"""Ingestion: nothing lost, nothing twice, killed anywhere and carried on."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stages import ingest as ingest_module
from pipelines.stages.checks import run_checks
from pipelines.stages.ingest import STORED_CHARS, ingest, stored_parts
from pipelines.stages.texts import document_text

from .conftest import NOW

RAW = ("raw.documents", "raw.document_texts", "raw.cut_corrections", "ops.rejected_records")


def write_jsonl(path, *records):
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), encoding="utf-8")
    return str(path)


def dump(session, *tables):
    return {name: session.query(f"select * from {name} order by all").to_pylist() for name in tables}


def test_records_and_dumps_are_stored_with_their_texts(session, tmp_path):
    (tmp_path / "a.txt").write_bytes("Über Łódź.\r\nZweite Zeile".encode())
    write_jsonl(tmp_path / "b.jsonl", {"id": 7, "title": "T", "text": "Body of it."})
    counts = ingest(session, [str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl")], now=NOW)
    rows = session.query(
        "select external_id, title, is_dump, char_count, byte_count from raw.documents order by is_dump"
    ).to_pylist()
    assert rows == [
        {"external_id": "7", "title": "T", "is_dump": False, "char_count": 11, "byte_count": 11},
        {"external_id": None, "title": None, "is_dump": True, "char_count": 23, "byte_count": 27},
    ]
    assert (counts.seen_count, counts.accepted_count, counts.rejected_count) == (2, 2, 0)
    dump_id = session.scalar("select document_id from raw.documents where is_dump")
    assert document_text(session, dump_id) == "Über Łódź.\nZweite Zeile"
    assert document_text(session, dump_id, 5, 9) == "Łódź"


def test_the_same_input_twice_changes_nothing(session, tmp_path):
    path = write_jsonl(tmp_path / "b.jsonl", {"text": "One."}, "{broken", {"text": "Two."})
    first = ingest(session, [path], now=NOW)
    before = dump(session, *RAW, "ops.batches")
    second = ingest(session, [path], now=NOW.replace(hour=13))
    assert dump(session, *RAW, "ops.batches") == before
    assert second.was_finished_before
    assert (second.seen_count, second.rejected_count) == (first.seen_count, first.rejected_count) == (3, 1)


def test_a_superset_adds_only_what_is_new(session, tmp_path):
    records = [{"id": i, "text": f"Text {i}."} for i in range(5)]
    ingest(session, [write_jsonl(tmp_path / "monday.jsonl", *records[:3])], now=NOW)
    counts = ingest(session, [write_jsonl(tmp_path / "tuesday.jsonl", *records)], now=NOW)
    assert (counts.accepted_count, counts.duplicate_count) == (5, 3)
    assert session.count("raw.documents") == 5


def test_the_same_record_twice_in_a_file_is_one_document(session, tmp_path):
    counts = ingest(session, [write_jsonl(tmp_path / "b.jsonl", {"text": "One."}, {"text": "One."})], now=NOW)
    assert (counts.seen_count, counts.accepted_count, counts.duplicate_count) == (2, 2, 1)
    assert session.count("raw.documents") == session.count("raw.document_texts") == 1


def test_refused_input_is_on_record_with_its_place_and_the_rest_goes_on(session, tmp_path):
    path = write_jsonl(tmp_path / "b.jsonl", {"text": "One."}, "{broken", {"title": "no text"}, {"text": "Two."})
    counts = ingest(session, [path, str(tmp_path / "missing.txt")], now=NOW)
    rows = session.query("select uri, position, reason_code from ops.rejected_records order by all").to_pylist()
    assert [(row["position"], bool(row["reason_code"])) for row in rows] == [
        ("line 2", True),
        ("line 3", True),
        ("", True),
    ]
    assert (counts.seen_count, counts.accepted_count, counts.rejected_count) == (5, 2, 3)


@pytest.mark.parametrize("killed_at", range(4))
def test_killed_between_any_two_commits_the_next_run_gives_the_same_rows(tmp_path, monkeypatch, killed_at):
    from pipelines.warehouse import Warehouse

    monkeypatch.setattr(ingest_module, "FLUSH_DOCUMENTS", 2)
    path = write_jsonl(tmp_path / "b.jsonl", *({"id": i, "text": f"Text {i}."} for i in range(6)), "{broken")
    with Warehouse(tmp_path / "calm.duckdb").writer() as session:
        ingest(session, [path], now=NOW)
        calm = dump(session, *RAW, "ops.batches")
    commits = iter(range(100))

    def kill(*_args):
        if next(commits) == killed_at:
            raise KeyboardInterrupt

    with Warehouse(tmp_path / "killed.duckdb").writer() as session:
        with pytest.raises(KeyboardInterrupt):
            ingest(session, [path], now=NOW, report=kill)
        ingest(session, [path], now=NOW)
        assert dump(session, *RAW, "ops.batches") == calm


def test_corrections_beside_a_dump_are_stored_and_follow_the_side_file(session, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("first\nsecond\nthird\n")
    side = tmp_path / "a.cuts.yaml"
    side.write_text("cut: [2]\njoin: [3]\n")
    ingest(session, [str(path)], now=NOW)
    assert session.query("select start_char, action from raw.cut_corrections order by all").to_pylist() == [
        {"start_char": 6, "action": "cut"},
        {"start_char": 13, "action": "join"},
    ]
    side.write_text("cut: [3]\n")
    ingest(session, [str(path)], now=NOW)
    assert session.query("select start_char, action from raw.cut_corrections").to_pylist() == [
        {"start_char": 13, "action": "cut"}
    ]


def test_a_broken_side_file_is_refused_once_and_counted(session, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("first\nsecond\n")
    (tmp_path / "a.cuts.yaml").write_text("cut: [99]\n")
    ingest(session, [str(path)], now=NOW)
    ingest(session, [str(path)], now=NOW)
    rows = session.query("select reason_code, detail from ops.rejected_records").to_pylist()
    assert [row["reason_code"] for row in rows] == ["invalid_corrections"]
    assert "line 99" in rows[0]["detail"]
    assert all(check.is_passed for check in run_checks(session, "raw.documents"))


def test_a_dump_in_parts_is_put_together_again(session, tmp_path, monkeypatch):
    text = "".join(f"Zeile {i} über Łódź.\n" for i in range(300_000))
    (tmp_path / "big.txt").write_text(text, encoding="utf-8")
    ingest(session, [str(tmp_path / "big.txt")], now=NOW)
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
    assert max(len(part["text"]) for part in parts) <= STORED_CHARS


def test_a_record_longer_than_a_stored_part_comes_back_whole(session, tmp_path):
    text = "One long sentence of a long record. " * 3_000
    ingest(session, [write_jsonl(tmp_path / "long.jsonl", {"text": text})], now=NOW)
    assert session.count("raw.document_texts") > 1
    assert document_text(session, session.scalar("select document_id from raw.documents")) == text
    assert all(check.is_passed for check in run_checks(session, "raw.document_texts"))
