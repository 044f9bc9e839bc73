"""Mutations of valid inputs, for each reader: every one ends in rows or refusals, never in an exception, hang or flood.

Usage: python benchmarks/ingest_fuzz.py [--mutations 500] [--seed 1] [--only a.csv] [--keep DIR]

A mutation flips, drops, doubles, moves or swaps stretches of a valid file, cuts it off, joins it with another format's
file, or writes extreme numbers where lengths stand. A read that takes longer than `MAX_SECONDS` of processor time or
leaves the process above `MAX_MB` fails, as does one that yields nothing, or two refusals of one uri, place and reason.
"""

import argparse
import bz2
import csv
import gzip
import io
import json
import lzma
import random
import resource
import signal
import sys
import tarfile
import tempfile
import traceback
import zipfile
from collections import Counter
from pathlib import Path

MAX_SECONDS = 20
MAX_MB = 1000
RECORDS = [
    {
        "id": f"r{i}",
        "title": f"Ferry {i} late \u2014 again",
        "text": f"The ferry number {i} came at noon, the harbour master in \u0141\u00f3d\u017a said.\n\u201cNo crew\u201d, he added. "
        * 4,
        "published_at": f"{i + 3:02}/04/2026" if i % 2 else f"2026-04-{i + 3:02}T10:00:00Z",
        "source": {"name": "Wire"} if i % 3 else "Wire",
    }
    for i in range(12)
]
EXTREMES = (
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"\xff\xff\xff\x7f",
    b"\x00" * 8,
    b"9" * 400,
    b"[" * 3000,
    b"{" * 3000,
)
EXTREMES += (b"\xef\xbb\xbf", b"\x00", b"\r", b'"', b"\\u0000\\ud800", b"\xed\xa0\x80", b"1e999", b"-" * 50, b"\x1a")


def valid_inputs() -> dict[str, bytes]:
    """A sound file of each kind."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()
    table = io.StringIO()
    writer = csv.DictWriter(table, list(RECORDS[0]))
    writer.writeheader()
    writer.writerows(RECORDS)
    dump = "\n\n".join(f"{record['title']}\n{record['text']}" for record in RECORDS)
    parquet = io.BytesIO()
    rows = [record | {"source": str(record["source"])} for record in RECORDS]
    pq.write_table(pa.Table.from_pylist(rows), parquet)
    packed, tar = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, tarfile.open(fileobj=tar, mode="w") as other:
        for name, data in (("a.jsonl", lines), ("in/b.txt", dump.encode()), ("c.csv", table.getvalue().encode())):
            archive.writestr(name, data)
            member = tarfile.TarInfo(name)
            member.size = len(data)
            other.addfile(member, io.BytesIO(data))
    body = "".join(f"<p>{record['text']}</p>" for record in RECORDS)
    page = f"<html lang=en><head><title>Ferry</title><meta name=author content=Ost></head><body><article>{body}</article></body></html>"
    items = "".join(
        f"<item><guid>{r['id']}</guid><description><![CDATA[{r['text']}]]></description></item>" for r in RECORDS
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nWARC-Date: 2024-04-18T00:00:00Z\r\n"
    head += "WARC-Record-ID: <urn:uuid:00000001-0000-0000-0000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\n"
    warc = (f"{head}Content-Length: {len(payload)}\r\n\r\n".encode() + payload + b"\r\n\r\n") * 3
    mail = f"From: a@example.org\nSubject: =?utf-8?q?Ferry_=E2=80=93?=\nDate: Wed, 17 Apr 2024 08:30:00 +0000\n\n{RECORDS[0]['text']}\n"
    word = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "".join(f"<w:p><w:r><w:t>{record['text']}</w:t></w:r></w:p>" for record in RECORDS)
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{runs}</w:body></w:document>')
    return {
        "a.jsonl": lines,
        "a.json": json.dumps(RECORDS, ensure_ascii=False).encode(),
        "wrapped.json": json.dumps({"response": {"total": 12, "docs": RECORDS}}, indent=1).encode(),
        "columns.json": json.dumps({k: {str(i): r[k] for i, r in enumerate(RECORDS)} for k in RECORDS[0]}).encode(),
        "a.csv": table.getvalue().encode(),
        "a.tsv": table.getvalue().replace(",", "\t").encode(),
        "a.txt": dump.encode(),
        "pl.txt": dump.encode("cp1250", "replace"),
        "u16.txt": dump.encode("utf-16"),
        "a.md": ("# Ferry\n\n" + dump).encode(),
        "a.parquet": parquet.getvalue(),
        "a.zip": packed.getvalue(),
        "a.tar": tar.getvalue(),
        "a.tgz": gzip.compress(tar.getvalue()),
        "a.html": page.encode(),
        "a.rss": feed.encode(),
        "a.warc": warc,
        "a.warc.gz": gzip.compress(warc),
        "a.eml": mail.encode(),
        "a.mbox": b"From a@b.org Wed Apr 17 08:30:00 2024\n" + mail.encode() + b"\nFrom MAILER\n" + mail.encode(),
        "a.docx": word.getvalue(),
        "a.pdf": pdf(),
        "a.jsonl.gz": gzip.compress(lines),
        "a.jsonl.bz2": bz2.compress(lines),
        "a.jsonl.xz": lzma.compress(lines),
        "a.jsonl.zst": pa.Codec("zstd").compress(lines, asbytes=True),
    }


def pdf() -> bytes:
    """A document of one page of text."""
    import pypdf
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = StreamObject()
    stream.set_data(b"BT /F1 12 Tf 20 200 Td (The ferry came at noon.) Tj ET")
    page[NameObject("/Contents")] = stream.flate_encode()
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def mutated(content: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """`content` after one to eight random changes."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        place, length = rng.randrange(len(data) + 1), rng.choice((1, 2, 4, 16, 200, 2000))
        data[place : place + length] = changed(bytes(data[place : place + length]), rng.choice(others), rng)
        if rng.random() < 0.1:
            del data[rng.randrange(len(data) + 1) :]
        data = data or bytearray(b" ")
    return bytes(data)


def changed(stretch: bytes, other: bytes, rng: random.Random) -> bytes:
    """What comes in the place of a stretch."""
    start = rng.randrange(len(other) + 1)
    return rng.choice(
        (
            bytes(byte ^ (1 << rng.randrange(8)) for byte in stretch[:4]) + stretch[4:],
            b"",
            stretch * rng.choice((2, 3, 50)),
            rng.randbytes(len(stretch)),
            rng.choice(EXTREMES) + stretch[rng.choice((0, 4, 8)) :],
            other[start : start + rng.choice((4, 200, 2000))] + stretch,
        )
    )


class HangError(BaseException):
    """A read took too long; no `except Exception` of a reader catches it."""


def _hang(*_: object) -> None:
    raise HangError


def problem_of(path: Path) -> str:
    """What is wrong with how `path` is read; empty when nothing is."""
    from pipelines.sources import Refusal, read_source

    signal.signal(signal.SIGPROF, _hang)
    signal.setitimer(signal.ITIMER_PROF, MAX_SECONDS)
    try:
        readings = list(read_source(path))
    except HangError:
        return f"over {MAX_SECONDS} s: {traceback.format_exc(limit=-3)}"
    except BaseException:  # noqa: BLE001 - whatever it is, it is the finding
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if not readings:
        return "nothing at all"
    keys = Counter((r.uri, r.position, r.reason_code) for r in readings if isinstance(r, Refusal))
    twice = [key for key, count in keys.items() if count > 1]
    if twice:
        return f"refused twice: {twice[0]}"
    unnamed = [r for r in readings if isinstance(r, Refusal) and r.reason_code == "unreadable_content"]
    return f"? {unnamed[0].detail}" if unnamed else ""


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutations", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that failed")
    options = parser.parse_args()
    inputs = valid_inputs()
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in inputs.items():
            if options.only and name != options.only:
                continue
            rng = random.Random(f"{options.seed} {name}")
            path = Path(scratch) / name
            found: Counter[str] = Counter()
            for number in range(options.mutations):
                data = mutated(content, list(inputs.values()), rng)
                path.write_bytes(data)
                problem = problem_of(path)
                found["unnamed" if problem.startswith("?") else "failed" if problem else "sound"] += 1
                if problem:
                    print(f"{name} mutation {number}: {problem}", file=sys.stderr)
                    if options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        (options.keep / f"{number}_{name}").write_bytes(data)
            bad += found["failed"] + (peak_mb() > MAX_MB)
            print(f"{name:14} {dict(found)}, peak {peak_mb():.0f} MB", flush=True)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
