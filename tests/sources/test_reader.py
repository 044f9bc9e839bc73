"""What each format gives, and what bad input gets: a refusal with its place, while the rest goes on."""

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.sources import DumpPart, MappingError, Reading, ReadLimits, Refusal, SourceDocument, read_source
from pipelines.sources.formats import MEDIA_TYPES

from .conftest import MTIME, Write, zstd

RECORD = {"id": 7, "headline": "Ferry late", "body": "The ferry came at noon.", "pubDate": "2026-03-16"}
SMALL = ReadLimits(max_line_chars=1000, max_record_chars=500, part_chars=100, decompression_grace_bytes=10_000)


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def outcomes(readings: list[Reading]) -> list[tuple[str, str]]:
    """Position and text of what was read, position and reason of what was refused."""
    return [
        (reading.position, reading.reason_code)
        if isinstance(reading, Refusal)
        else (reading.position or "", reading.text)
        for reading in readings
    ]


def read(path: Path, **options: Any) -> list[Reading]:
    readings = list(read_source(path, **options))
    for reading in readings:
        for name in reading.__slots__:
            if isinstance(value := getattr(reading, name), str):
                value.encode()
        if isinstance(reading, Refusal):
            assert reading.detail
            assert reading.uri.startswith(str(path))
    return readings


def test_record_fields_are_found_under_their_synonyms(write: Write) -> None:
    record = RECORD | {"byline": ["A. Ost", "B. West"], "lang": "en-GB", "link": "https://example.org/7"}
    [document] = read(write("wire.jsonl", lines(record | {"publisher": {"id": None, "name": "Northwire"}})))
    assert document == SourceDocument(
        source_code="Northwire",
        uri=document.uri,
        external_id="7",
        position="line 1",
        media_type="application/x-ndjson",
        is_dump=False,
        title="Ferry late",
        text="The ferry came at noon.",
        url="https://example.org/7",
        author="A. Ost, B. West",
        published_at=datetime(2026, 3, 16, tzinfo=UTC),
        language_code="en",
        collected_at=MTIME,
        published_on=date(2026, 3, 16),
        published_stated="2026-03-16",
    )


def test_record_without_source_has_the_files_stem(write: Write) -> None:
    [document] = read(write("evening.wire.jsonl.gz", gzip.compress(lines(RECORD))))
    assert isinstance(document, SourceDocument)
    assert document.source_code == "evening.wire"


def test_dump_is_given_whole_with_its_measures(write: Write) -> None:
    [part] = read(write("dump.txt", "Erste Zeile\r\nzweite \u00e4\r\n"))
    assert isinstance(part, DumpPart)
    assert part.text == "Erste Zeile\nzweite \u00e4\n"
    assert (part.char_count, part.byte_count) == (21, 22)
    assert (part.part_index, part.start_char, part.is_last, part.is_dump) == (0, 0, True, True)
    assert (part.source_code, part.media_type, part.collected_at) == ("dump", "text/plain", MTIME)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Caf\u00e9 \u2014 na\u00efve", "utf-8"),
        ("Caf\u00e9 \u2014 na\u00efve", "utf-8-sig"),
        ("Caf\u00e9 \u2014 \u201cna\u00efve\u201d", "cp1252"),
        ("\u0417\u0430\u0433\u043e\u043b\u043e\u0432\u043e\u043a \u65b0\u805e", "utf-16"),
        ("Plain Western text", "utf-16-be"),
        ("Plain Western text", "utf-16-le"),
        ("e\u0301 stays two characters", "utf-8"),
        ("\u65b0\u805e", "utf-32"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_encoding_is_detected(write: Write, content: str, encoding: str, name: str) -> None:
    source = f"id,text\n1,{content}\n" if name == "a.csv" else content
    [reading] = read(write(name, source.encode(encoding)))
    assert isinstance(reading, DumpPart | SourceDocument)
    assert reading.text == content


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.txt", b" \n\n", "empty_file"),
        ("a.txt", bytes(range(256)) * 8, "binary_content"),
        ("a.txt", b"%PDF-1.7 looks like text", "binary_content"),
        ("a.txt", b"Zden\xeck H\xf8ib said that it was the end of it and to be closed", "unknown_encoding"),
        ("a.txt", "\u00e4\u00f6\u00fc".encode() + b"\xff" + "\u00e4".encode(), "invalid_encoding"),
        ("a.txt", b"A text with damage \xff\xfe in it", "unknown_encoding"),
        ("a.txt", b"text \n" * 60_000 + b"\0 \n" * 20_000, "binary_content"),
        ("a.txt", b"a" * 1002, "line_too_long"),
        ("a.jsonl", b"", "empty_file"),
        ("a.jsonl", b"\n \n", "empty_file"),
        ("a.json", b"[]", "empty_file"),
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"id,text\n", "no_records"),
        ("a.csv", b"id,name\n1,x\n", "no_text_column"),
        ("a.csv", b"id,text,id\n1,x,2\n", "invalid_csv"),
        ("a.parquet", b"", "damaged_parquet"),
        ("a.parquet", b"PAR1 and then nothing", "damaged_parquet"),
        ("a.zip", b"no archive", "damaged_archive"),
        ("a.txt.gz", b"no archive", "damaged_archive"),
        ("a.txt.bz2", b"no archive", "damaged_archive"),
        ("a.txt.xz", b"no archive", "damaged_archive"),
        ("a.txt.zst", b"no archive", "damaged_archive"),
        ("a.doc", b"x", "unsupported_format"),
    ],
)
def test_bad_file_is_refused_whole(write: Write, name: str, content: bytes, reason: str) -> None:
    [refusal] = read(write(name, content), limits=SMALL)
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == reason


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert outcomes(read(tmp_path / "none.txt")) == [("", "missing_file")]
    (tmp_path / "folder.txt").mkdir()
    assert outcomes(read(tmp_path / "folder.txt")) == [("", "unreadable_file")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "cut off', "invalid_json"),
        (b'{"text": "caf\xe9"}', "invalid_encoding"),
        (b'["text"]', "invalid_json"),
        (b'{"id": 3, "title": "only a title"}', "no_text"),
        (b'{"text": ""}', "no_text"),
        (b'{"text": "  \\n"}', "no_text"),
        (b'{"text": null}', "no_text"),
        (b'{"text": NaN}', "invalid_text"),
        (b'{"text": [1, 2]}', "invalid_text"),
        (b'{"text": ' + b"9" * 900 + b"}", "invalid_text"),
        (b'{"text": "' + b"x" * 501 + b'"}', "record_too_large"),
        (b'{"text": "' + b"x" * 2000 + b'"}', "line_too_long"),
        (b"\x00\x01", "invalid_json"),
    ],
)
def test_bad_line_is_refused_and_the_rest_goes_on(write: Write, line: bytes, reason: str) -> None:
    content = lines({"text": "first"}) + line + b"\n" + lines({"text": "last"})
    assert outcomes(read(write("a.jsonl", content), limits=SMALL)) == [
        ("line 1", "first"),
        ("line 2", reason),
        ("line 3", "last"),
    ]


def test_byte_that_is_no_utf_8_is_named_with_its_offset(write: Write) -> None:
    readings = read(write("a.jsonl", b'{"text": "one"}\n{"text": "caf\xe9"}\n'))
    assert isinstance(refusal := readings[1], Refusal)
    assert "bytes e9 at byte 29;" in refusal.detail


@pytest.mark.parametrize("opening", ["[", '{"a":'], ids=["arrays", "objects"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_nesting_without_end_is_refused(write: Write, opening: str, name: str) -> None:
    [refusal] = read(write(name, f'{{"a": {opening * 100_000}'))
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code in {"json_too_deep", "invalid_json"}


def test_line_of_50_megabytes_is_passed_over(write: Write) -> None:
    content = b'{"text": "' + b"a" * 50_000_000 + b'"}\n' + lines({"text": "next"})
    assert outcomes(read(write("a.jsonl", content))) == [("line 1", "line_too_long"), ("line 2", "next")]


def test_id_of_a_refused_record_is_kept(write: Write) -> None:
    [refusal] = read(write("a.jsonl", lines({"_id": {"$oid": "5f"}, "title": "x"})))
    assert refusal.external_id == "5f"


def test_last_of_two_equal_names_counts(write: Write) -> None:
    assert outcomes(read(write("a.jsonl", '{"text": "one", "text": "two"}'))) == [("line 1", "two")]


@pytest.mark.parametrize(
    ("given", "text"),
    [("a\r\nb\rc", "a\nb\nc"), ("half \ud83d emoji", "half \ufffd emoji"), ("nul \0", "nul \ufffd"), (" a ", " a ")],
    ids=["newlines", "lone surrogate", "NUL", "white space stays"],
)
def test_text_is_kept_but_for_newlines_and_what_cannot_be_stored(write: Write, given: str, text: str) -> None:
    assert outcomes(read(write("a.jsonl", lines({"text": given})))) == [("line 1", text)]


def test_mapping_wins_over_synonyms_and_reaches_into_objects(write: Write) -> None:
    record = {"text": "not this", "fields": {"bodyText": "but this"}, "nr": 5}
    [document] = read(write("a.jsonl", lines(record)), mapping={"text": "fields.bodyText", "id": "nr"})
    assert isinstance(document, SourceDocument)
    assert (document.text, document.external_id) == ("but this", "5")


def test_mapping_of_an_unknown_field_is_an_error(write: Write) -> None:
    with pytest.raises(MappingError, match="no such fields: body"):
        read(write("a.jsonl", lines(RECORD)), mapping={"body": "text"})


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('[{"text": "a"}, {"text": "b [not an array] \\" }"}]', ["a", 'b [not an array] " }']),
        ('\ufeff [\n{"text": "a"}\n,\n{"text": "b"}\n]\n', ["a", "b"]),
        ('{"status": "ok", "articles": [{"content": "a"}, {"content": "b"}]}', ["a", "b"]),
        ('{\n "text": "a"\n}\n{\n "text": "b"\n}', ["a", "b"]),
        ('{"text": "a"}', ["a"]),
    ],
    ids=["array", "pretty array with BOM", "service answer", "objects in a row", "one object"],
)
def test_json_file_is_read_whatever_its_outline(write: Write, content: str, texts: list[str]) -> None:
    readings = read(write("a.json", content))
    assert outcomes(readings) == [(f"item {i}", text) for i, text in enumerate(texts, start=1)]


def test_broken_value_of_an_array_is_refused_alone(write: Write) -> None:
    content = '[{"text": "a"}, {"text": oops}, 5, {"text": "b"}]'
    assert outcomes(read(write("a.json", content))) == [
        ("item 1", "a"),
        ("item 2", "invalid_json"),
        ("item 3", "invalid_json"),
        ("item 4", "b"),
    ]


def test_value_over_the_limit_is_passed_over(write: Write) -> None:
    content = json.dumps([{"text": "a"}, {"text": "x" * 600_000}, {"text": "b"}])
    assert outcomes(read(write("a.json", content), limits=SMALL)) == [
        ("item 1", "a"),
        ("item 2", "record_too_large"),
        ("item 3", "b"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_delimiter_is_found(write: Write, delimiter: str) -> None:
    content = f'guid{delimiter}headline{delimiter}body\n1{delimiter}T{delimiter}"a{delimiter} ""b""\r\nc"\n'
    [document] = read(write("a.csv", content))
    assert isinstance(document, SourceDocument)
    assert (document.external_id, document.title, document.text) == ("1", "T", f'a{delimiter} "b"\nc')


def test_damaged_rows_are_refused_and_the_rest_goes_on(write: Write) -> None:
    rows = ["1,T,first", "2,short", "3,T,too,long", '4,"T"x,quote', "", "5,T,second", '6,T,"open']
    readings = read(write("a.csv", "id,title,text\n" + "\n".join(rows)))
    assert outcomes(readings) == [
        ("line 2", "first"),
        ("line 3", "ragged_row"),
        ("line 4", "ragged_row"),
        ("line 5", "invalid_csv"),
        ("line 7", "second"),
        ("line 8", "invalid_csv"),
    ]


def test_row_with_a_byte_that_is_no_utf_8_is_refused(write: Write) -> None:
    content = "id,text\n1,\u00e4\u00f6\u00fc\n2,x".encode() + b"\xe9\n3,\xc3\xa4\n"
    assert outcomes(read(write("a.csv", content))) == [
        ("line 2", "\u00e4\u00f6\u00fc"),
        ("line 3", "invalid_encoding"),
        ("line 4", "\u00e4"),
    ]


def test_overlong_row_is_refused(write: Write) -> None:
    content = "id,text\n1,a\n2," + "x" * 2000 + "\n3,b\n"
    assert outcomes(read(write("a.csv", content), limits=SMALL)) == [
        ("line 2", "a"),
        ("line 3", "line_too_long"),
        ("line 4", "b"),
    ]


def test_parquet_columns_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    moment = datetime(2026, 3, 16, 5, tzinfo=UTC)
    table = {"guid": [1, 2], "body": ["a\r\nb", None], "date": [moment, None], "vector": [[0.5], [1.5]]}
    pq.write_table(pa.table(table), path)
    document, refusal = read(path)
    assert isinstance(document, SourceDocument)
    assert (document.text, document.external_id, document.published_at) == ("a\nb", "1", moment)
    assert isinstance(refusal, Refusal)
    assert (refusal.position, refusal.external_id, refusal.reason_code) == ("row 2", "2", "no_text")


def test_parquet_is_read_inside_gzip(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "a.parquet")
    path = tmp_path / "b.parquet.gz"
    path.write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    assert outcomes(read(path)) == [("row 1", "a")]


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": lambda plain: bz2.compress(plain, 1),
    "xz": lzma.compress,
    "zst": zstd,
}


@pytest.mark.parametrize("suffix", PACKERS)
def test_compressed_file_is_read_through(write: Write, suffix: str) -> None:
    packed = PACKERS[suffix](lines({"text": "one"})) + PACKERS[suffix](lines({"text": "two"}))
    assert outcomes(read(write(f"a.jsonl.{suffix}", packed))) == [("line 1", "one"), ("line 2", "two")]


@pytest.mark.parametrize("suffix", PACKERS)
def test_cut_off_file_gives_what_was_whole(write: Write, suffix: str) -> None:
    plain = b"".join(lines({"text": os.urandom(700).hex()}) for _ in range(600))
    packed = PACKERS[suffix](plain)
    *documents, refusal = read(write(f"a.jsonl.{suffix}", packed[: len(packed) * 3 // 4]))
    assert 50 < len(documents) < 600
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "damaged_archive"


@pytest.mark.parametrize("suffix", PACKERS)
def test_bomb_is_refused(write: Write, suffix: str) -> None:
    packed = PACKERS[suffix](b"boom \n" * 300_000)
    assert outcomes(read(write(f"a.txt.{suffix}", packed), limits=SMALL)) == [("", "decompression_bomb")]


def test_archive_members_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escape.jsonl", lines({"text": "one"}))
        archive.writestr("folder/b.txt.gz", gzip.compress(b"two"))
        archive.writestr("picture.png", b"\x89PNG")
        archive.writestr("inner.zip", b"PK")
        archive.writestr("__MACOSX/._b.txt", b"junk")
        archive.writestr("bomb.txt", b"boom \n" * 1_000_000)
    readings = read(path, limits=SMALL)
    assert [(r.uri.partition("!")[2], *outcomes([r])[0]) for r in readings] == [
        ("../../escape.jsonl", "line 1", "one"),
        ("folder/b.txt.gz", "", "two"),
        ("picture.png", "", "unsupported_format"),
        ("inner.zip", "", "nested_archive"),
        ("bomb.txt", "", "decompression_bomb"),
    ]
    assert sorted(p.name for p in tmp_path.parent.rglob("escape*")) == []


def test_source_of_a_record_without_one_is_the_members_stem(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("monday.jsonl", lines({"text": "one"}))
    [document] = read(path)
    assert isinstance(document, SourceDocument)
    assert document.source_code == "monday"


characters = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t")
records = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.integers(0, 10**6).map(str),
            "title": st.text(characters, max_size=20),
            "text": st.text(characters, max_size=80),
            "source": st.sampled_from(["wire", "M\u00f6wenpost", ""]),
        }
    ),
    min_size=1,
    max_size=8,
)


def as_csv(rows: list[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


@settings(max_examples=50, phases=[Phase.explicit, Phase.generate])
@given(rows=records)
def test_every_format_gives_the_same_documents(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "r.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    (folder / "r.json").write_text(json.dumps(rows, indent=1), "utf-8")
    (folder / "r.csv").write_text(as_csv(rows), "utf-8", newline="")
    pq.write_table(pa.Table.from_pylist(rows), folder / "r.parquet")
    met = [
        [
            (r.external_id, r.reason_code)
            if isinstance(r, Refusal)
            else (r.external_id, r.title, r.text, r.source_code)
            for r in read(folder / f"r.{suffix}")
        ]
        for suffix in ("jsonl", "json", "csv", "parquet")
    ]
    assert met[0] == met[1] == met[2] == met[3]
    assert len(met[0]) == len(rows)


@given(content=st.binary(max_size=400) | st.text(alphabet='[]{}",:\\ \nab1', max_size=300).map(str.encode))
def test_bytes_of_any_kind_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    for suffix in ("txt", "jsonl", "json", "csv"):
        path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
        path.write_bytes(content)
        assert read(path, limits=SMALL)


@pytest.mark.parametrize("suffix", sorted(MEDIA_TYPES))
def test_no_reader_raises_on_noise(write: Write, suffix: str) -> None:
    noise = b"\x00\xff\xfe{[\"',\n\r\\" * 50
    for content in (noise, noise[5:], b"{" * 5000, b'"' * 5000, b"\n" * 100, b"[[[[", b"a,b\n" * 10):
        assert read(write(f"noise{suffix}", content), limits=SMALL)
