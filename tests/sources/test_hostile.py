"""Hostile and damaged input is refused within its limits, at its place; the rest is read."""

import gzip
import io
import json
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pipelines.sources.formats
from pipelines.sources import ReadLimits, Refusal, SourceDocument, read_source
from pipelines.sources.credits import Credits
from pipelines.sources.pages import without_scripts

from .conftest import Read, Write

LINE = b'{"text": "one"}\n'
SMALL = ReadLimits(
    max_line_chars=100_000, max_record_chars=500, decompression_grace_bytes=10_000, max_archive_members=5,
    max_spooled_bytes=50_000, max_archive_directory_bytes=2_000, max_columns=10,
)  # fmt: skip


def outcomes(path: Path, limits: ReadLimits = SMALL) -> list[tuple[str, str]]:
    """Member, and text or reason."""
    return [
        (r.uri.partition("!")[2], r.reason_code if isinstance(r, Refusal) else r.text)
        for r in read_source(path, limits=limits)
    ]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], change: Callable[[tarfile.TarInfo], None] | None = None) -> Path:
    with tarfile.open(path, "w:gz" if path.suffix == ".tgz" else "w") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            if change:
                change(member)
            archive.addfile(member, io.BytesIO(data))
    return path


@pytest.mark.parametrize("suffix", ["tar", "tgz"])
def test_tar_members_are_read_one_by_one(tmp_path: Path, suffix: str) -> None:
    members = {
        "../../escape.jsonl": LINE,
        "/abs/b.txt": b"two",
        "c.txt.gz": gzip.compress(b"three"),
        "d.png": b"x",
        "e.tar": b"x",
    }
    assert outcomes(tarred(tmp_path / f"a.{suffix}", members)) == [
        ("../../escape.jsonl", "one"),
        ("/abs/b.txt", "two"),
        ("c.txt.gz", "three"),
        ("d.png", "unsupported_format"),
        ("e.tar", "nested_archive"),
    ]
    assert not list(tmp_path.parent.rglob("escape*"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_a_tar_are_not_followed(tmp_path: Path, kind: bytes) -> None:
    def change(member: tarfile.TarInfo) -> None:
        member.type, member.linkname = kind, "/etc/passwd"

    assert outcomes(tarred(tmp_path / "a.tar", {"a.txt": b""}, change)) == [("a.txt", "not_a_file")]


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        warnings.simplefilter("ignore")  # the library warns of what is wanted here
        for name in ("a.doc", "a.txt", "a.doc", "a.txt"):
            archive.writestr(name, f"text of {name}")
    assert outcomes(tmp_path / "a.zip") == [
        ("a.doc", "unsupported_format"),
        ("a.txt", "text of a.txt"),
        ("a.doc#2", "unsupported_format"),
        ("a.txt#2", "text of a.txt"),
    ]


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    members = {f"{i}.txt": b"x" for i in range(6)}
    assert outcomes(zipped(tmp_path / "a.zip", members)) == [("", "archive_too_large")]
    assert outcomes(tarred(tmp_path / "a.tar", members))[-1] == ("", "archive_too_large")


def test_directory_that_would_fill_memory_is_not_read(tmp_path: Path) -> None:
    members = {"x" * 250 + f"{i}.txt": b"x" for i in range(10)}
    assert outcomes(zipped(tmp_path / "a.zip", members), ReadLimits(max_archive_directory_bytes=2_000)) == [
        ("", "archive_too_large")
    ]


def test_members_that_overlap_are_a_bomb(tmp_path: Path) -> None:
    data = bytearray(
        zipped(tmp_path / "a.zip", {f"{i}.txt": bytes(range(32, 127)) * 20 for i in range(3)}).read_bytes()
    )
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 20 : place + 24] = struct.pack("<I", len(data))
    (tmp_path / "b.zip").write_bytes(data)
    assert outcomes(tmp_path / "b.zip") == [("", "decompression_bomb")]


@pytest.mark.parametrize("field", [20, 24], ids=["packed size", "unpacked size"])
@pytest.mark.parametrize("size", [0, 3, 2**31])
def test_forged_lengths_in_a_zip_lose_that_archive_or_member_alone(tmp_path: Path, field: int, size: int) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a.txt": b"some text of news " * 30, "b.txt": b"two"}).read_bytes())
    place = data.find(b"PK\x01\x02")
    data[place + field : place + field + 4] = struct.pack("<I", size)
    (tmp_path / "b.zip").write_bytes(data)
    readings = outcomes(tmp_path / "b.zip")
    whole = "some text of news " * 30
    assert readings[0][1] in {"damaged_archive", "decompression_bomb", "empty_file", "binary_content", whole}
    assert len(readings) == 1 or readings[1:] == [("b.txt", "two")]


def test_forged_length_in_a_tar_is_refused(tmp_path: Path) -> None:
    data = bytearray(tarred(tmp_path / "a.tar", {"a.txt": b"one"}).read_bytes())
    data[124:136] = b"77777777777\0"
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    (tmp_path / "b.tar").write_bytes(data)
    assert outcomes(tmp_path / "b.tar") == [("a.txt", "record_too_large"), ("", "damaged_archive")]
    assert outcomes(tmp_path / "b.tar", ReadLimits(max_spooled_bytes=2**40))[-1][1] == "damaged_archive"


@pytest.mark.parametrize("name", ["a.txt", "d.json"])
def test_bombs_in_archives_are_refused_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    bomb = b"boom \n" * 500_000 if name == "a.txt" else b" \n" * 1_000_000
    members = {name: bomb, "last.txt": b"last"}
    assert outcomes(zipped(tmp_path / "a.zip", members)) == [(name, "decompression_bomb"), ("last.txt", "last")]
    packed = {f"{name}.gz": gzip.compress(bomb), "last.txt": b"last"}
    assert outcomes(tarred(tmp_path / "a.tar", packed)) == [(f"{name}.gz", "decompression_bomb"), ("last.txt", "last")]


def test_tar_bomb_is_refused(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tgz", {"a.txt": b"boom \n" * 500_000})
    assert outcomes(path, ReadLimits(decompression_grace_bytes=10_000)) == [("", "decompression_bomb")]


def test_bomb_in_a_bomb_is_refused(tmp_path: Path) -> None:
    inner = gzip.compress(gzip.compress(b"boom \n" * 500_000))
    assert outcomes(zipped(tmp_path / "a.zip", {"a.txt.gz": inner})) == [("a.txt.gz", "binary_content")]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv"])
def test_a_line_of_gigabytes_is_never_held(write: Write, name: str) -> None:
    content = b'id,text\n1,"' if name == "a.csv" else b'{"text": "'
    [*_, refusal] = read_source(write(name, content + b"a" * 3_000_000), limits=SMALL)
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code in {"line_too_long", "record_too_large", "invalid_csv"}


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"text":', '{"articles":['])
@pytest.mark.parametrize("depth", [5, 900, 100_000])
def test_deep_json_is_refused_or_read(read_text: Read, opening: str, depth: int) -> None:
    closing = {"[": "]", "{": "}"}
    ends = "".join(closing[char] for char in reversed(opening) if char in closing)
    for content in (opening * depth, opening * depth + "1" + ends * depth):
        for name in ("a.json", "a.jsonl"):
            assert all(isinstance(r, Refusal) for r in read_text(name, content))


def test_deep_values_beside_a_text_do_no_harm(read_text: Read) -> None:
    content = '{"text": "one", "more": ' + "[" * 400 + "]" * 400 + ', "author": ' + '{"name":' * 400 + "1" + "}" * 401
    [document] = read_text("a.json", content)
    assert isinstance(document, SourceDocument)
    assert (document.text, document.author) == ("one", None)


@pytest.mark.parametrize(
    "line", ["[", '"\\', "<p>", "<script", "<!--", "&", "a@", "1/", "\ufeff", ",", "{", "(c) A", "Source: "], ids=repr
)
def test_repetition_is_read_in_linear_time(write: Write, line: str) -> None:
    """A step that looks back over the whole input for each repetition would run into the suite's time limit."""
    text = line * 150_000
    record = json.dumps({"text": text, "title": text, "date": text[:100], "author": text, "source": text})
    for name, content in (("a.jsonl", record), ("a.json", text), ("a.csv", f"id,text\n1,{text}"), ("a.txt", text)):
        assert list(read_source(write(name, content)))
    Credits().add(text)
    without_scripts(text)


def test_a_file_that_is_something_else_is_given_up(write: Write) -> None:
    *_, last = readings = list(read_source(write("a.json", "boom " * 50), limits=ReadLimits(max_refusals=20)))
    assert isinstance(last, Refusal)
    assert (len(readings), last.reason_code, last.position) == (21, "too_many_refusals", "after item 20")


def test_parquet_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    pq.write_table(
        pa.table({"text": ["boom " * 100_000] * 20}), tmp_path / "a.parquet", use_dictionary=False, compression="zstd"
    )
    [refusal] = read_source(tmp_path / "a.parquet", limits=SMALL)
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "decompression_bomb"


def test_parquet_with_more_columns_than_articles_have_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({f"c{i}": [1] for i in range(11)} | {"text": ["one"]}), tmp_path / "a.parquet")
    [refusal] = read_source(tmp_path / "a.parquet", limits=SMALL)
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "too_many_columns"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ZeroDivisionError("x"), "unreadable_content"),
        (KeyError("x"), "unreadable_content"),
        (MemoryError(), "record_too_large"),
        (RecursionError(), "nested_too_deep"),
        (OSError(5, "Input/output error"), "unreadable_file"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad\nword \udcff"), "unreadable_content"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value,
)
def test_whatever_a_reader_raises_refuses_that_input_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, reason: str
) -> None:
    real = pipelines.sources.formats.import_module

    class Broken:
        @staticmethod
        def read(content: object, reader: object) -> object:
            yield from list(real("pipelines.sources.jsonl").read(content, reader))[:1]
            raise error

    monkeypatch.setattr(
        pipelines.sources.formats, "import_module", lambda name: Broken if name.endswith("jsonl") else real(name)
    )
    path = zipped(tmp_path / "a.zip", {"a.jsonl": LINE * 2, "b.txt": b"two"})
    first, refusal, last = read_source(path)
    assert isinstance(first, SourceDocument)
    assert isinstance(refusal, Refusal)
    assert (refusal.uri, refusal.position, refusal.reason_code) == (f"{path}!a.jsonl", "after line 1", reason)
    refusal.detail.encode()
    assert not isinstance(last, Refusal)
    assert last.text == "two"
