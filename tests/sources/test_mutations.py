"""Valid inputs with random damage end in rows or refusals; `benchmarks/ingest_fuzz.py` tries many more."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import ReadLimits, Refusal, read_source

from .conftest import zstd

RECORDS = [
    {"id": f"r{i}", "title": f"Ferry {i} — late", "text": f"Ferry {i} came to Łódź at noon, he said.\n" * 3, "date": f"{i + 9:02}/04/2026"}
    for i in range(6)
]  # fmt: skip
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()
DUMP = "\n\n".join(f"{record['title']}\n{record['text']}" for record in RECORDS).encode()
LIMITS = ReadLimits(max_line_chars=100_000, max_record_chars=50_000, part_chars=200, decompression_grace_bytes=100_000)


def table() -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(RECORDS[0]))
    writer.writeheader()
    writer.writerows(RECORDS)
    return file.getvalue().encode()


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(RECORDS), file)
    return file.getvalue()


def archive(kind: str) -> bytes:
    file = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("a.jsonl", LINES)
            packed.writestr("b.txt", DUMP)
    else:
        with tarfile.open(fileobj=file, mode="w") as packed_tar:
            for name, data in (("a.jsonl", LINES), ("b.txt", DUMP)):
                member = tarfile.TarInfo(name)
                member.size = len(data)
                packed_tar.addfile(member, io.BytesIO(data))
    return file.getvalue()


INPUTS = {
    "a.jsonl": LINES,
    "a.json": json.dumps({"response": {"total": 6, "docs": RECORDS}}, ensure_ascii=False).encode(),
    "a.csv": table(),
    "a.tsv": table().replace(b",", b"\t"),
    "a.txt": DUMP,
    "a.md": DUMP,
    "u.txt": DUMP.decode().encode("utf-16"),
    "a.parquet": parquet(),
    "a.zip": archive("zip"),
    "a.tar": archive("tar"),
    "a.tgz": gzip.compress(archive("tar")),
    "a.jsonl.gz": gzip.compress(LINES),
    "a.jsonl.bz2": bz2.compress(LINES),
    "a.jsonl.xz": lzma.compress(LINES),
    "a.jsonl.zst": zstd(LINES),
}
PIECES = [
    b"",
    b"\xff\xff\xff\xff",
    b"\0\0\0\x80",
    b"9" * 400,
    b"[" * 3000,
    b'{"a":' * 500,
    b"\xef\xbb\xbf",
    b"\0",
    b'"',
    b"\\ud800",
    b"1e999",
    b"\r",
]
edits = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 1, 4, 60, 2000]), st.sampled_from(PIECES) | st.binary(max_size=12)),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("name", INPUTS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=edits)
def test_damaged_input_ends_in_rows_or_refusals(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[tuple[float, int, bytes]]
) -> None:
    data = INPUTS[name]
    for share, length, piece in changes:
        place = int(share * len(data))
        data = data[:place] + piece + data[place + length :]
    path = tmp_path_factory.getbasetemp() / f"mutated_{name}"
    path.write_bytes(data)
    readings = list(read_source(path, limits=LIMITS))
    assert readings
    keys = [(r.uri, r.position, r.reason_code) for r in readings if isinstance(r, Refusal)]
    assert len(set(keys)) == len(keys)
    for reading in readings:
        for field in reading.__slots__:
            if isinstance(value := getattr(reading, field), str):
                value.encode()
