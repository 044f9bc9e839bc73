"""A folder with one of every format, ten broken files and ten hostile ones, in one command: the summary is true."""

import bz2
import gzip
import io
import json
import lzma
import re
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.sources.formats import ARCHIVES, COMPRESSIONS, FORMATS
from pipelines.warehouse import Warehouse
from tests.sources.test_documents_of_the_web import BILLION, LOCKED, OUTSIDE, docx, pdf, warc, word

from .conftest import dateline

pytestmark = pytest.mark.slow

TOWNS = [
    "Karlshamn",
    "Maribor",
    "Gdansk",
    "Tartu",
    "Oulu",
    "Split",
    "Varna",
    "Bergen",
    "Cork",
    "Aarhus",
    "Lublin",
    "Ghent",
    "Graz",
    "Porto",
    "Siena",
    "Brno",
    "Turku",
    "Pecs",
    "Izmir",
    "Batumi",
    "Tromso",
    "Kaunas",
    "Piran",
    "Zadar",
    "Odense",
    "Narvik",
]
ACTION = re.compile(
    r"\b(?:fetch|save|unpack|pack|split|give|remove|convert|write|read|check|close|quote|name|run|repair|flatten|is it|was it|export)\b",
    re.IGNORECASE,
)
"""What to do, or the question that leads there: each reason has one."""
SUMMARY = re.compile(r"this input: ([\d,]+) seen, ([\d,]+) accepted \(0 known before\), ([\d,]+) refused")
MARKUP = 10_000_000


def story(number):
    town = TOWNS[number]
    return (
        f"The council of {town} voted on Tuesday to rebuild the bridge number {number} over the river, the mayor said. "
        f"Work will start in May and cost {number + 3} million euros, a spokeswoman for {town} told reporters."
    )


def page(number):
    body = "".join(f"<p>{story(number)}</p>" for _ in range(2))
    return f"<html lang='en'><head><title>Bridge of {TOWNS[number]}</title></head><body><article>{body}</article></body></html>"


def packed(kind, name, content):
    file = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
    else:
        with tarfile.open(fileobj=file, mode="w:gz" if kind == "tgz" else "w") as archive:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def parquet(number):
    file = io.BytesIO()
    pq.write_table(pa.table({"title": ["Bridge"], "text": [story(number)]}), file)
    return file.getvalue()


def record(number):
    return json.dumps({"title": f"Bridge of {TOWNS[number]}", "text": story(number)})


def mail(number):
    return f"From: a@b.example\nSubject: Bridge\nDate: Tue, 10 Mar 2026 08:00:00 +0000\n\n{story(number)}\n"


def feed(number, root="rss"):
    if root == "feed":
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>{number}</id><title>B</title><summary>{story(number)}</summary></entry></feed>"
    entry = f"<item><title>B</title><link>/relative</link><pubDate>yesterday, 32 Mars</pubDate><description>{story(number)}</description></item>"
    return f"<rss><channel><link>https://coast.example/</link>{entry}</channel></rss>"


GOOD = {
    "dump.txt": story(0),
    "notes.md": story(1),
    "wire.jsonl": record(2),
    "wire.json": f"[{record(3)}]",
    "table.csv": f'title,text\nBridge,"{story(4)}"\n',
    "table.tsv": f"title\ttext\nBridge\t{story(5)}\n",
    "table.parquet": parquet(6),
    "page.html": page(7),
    "feed.rss": feed(8),
    "feed.atom": feed(9, "feed"),
    "crawl.warc": warc((page(10), "text/html", 200)),
    "crawl.warc.gz": gzip.compress(warc((page(11), "text/html", 200))),
    "letter.eml": mail(12),
    "box.mbox": f"From a@b.example Tue Mar 10 08:00:00 2026\n{mail(13)}",
    "report.pdf": pdf(story(14)),
    "report.docx": docx(word(story(15))),
    "a.txt.gz": gzip.compress(story(16).encode()),
    "b.txt.bz2": bz2.compress(story(17).encode()),
    "c.txt.xz": lzma.compress(story(18).encode()),
    "d.txt.zst": pa.compress(story(19).encode(), codec="zstd", asbytes=True),
    "e.zip": packed("zip", "in/e.txt", story(20)),
    "f.tar": packed("tar", "f.txt", story(21).encode()),
    "g.tgz": packed("tgz", "g.txt", story(22).encode()),
}
FORGED = warc((page(23), "text/html", 200)).replace(b"Content-Length: ", b"Content-Length: 9999999", 1)
GOOD["forged.warc"] = FORGED
"""One article each, of a town each; the last one states a length of terabytes, and what stands there is read."""

BROKEN = {
    "lines.jsonl": ('{"text": "cut of', {"invalid_json"}),
    "ragged.csv": ('title,text\n"a","b","c"\n', {"ragged_row"}),
    "cut.parquet": (parquet(6)[:-20], {"damaged_parquet"}),
    "cut.txt.gz": (gzip.compress(story(0).encode() * 50)[:-30], {"damaged_archive"}),
    "cut.zip": (packed("zip", "e.txt", story(0))[:-40], {"damaged_archive"}),
    "cut.warc": (warc((page(0), "text/html", 200))[:300], {"damaged_warc", "no_text", "no_records"}),
    "cut.pdf": (b"%PDF-1.7 and then nothing", {"damaged_pdf"}),
    "cut.docx": (b"PK\x03\x04", {"damaged_document"}),
    "empty.txt": (b"", {"empty_file"}),
    "film.mp4": (b"\0\0\0\x18ftypmp42", {"unsupported_format"}),
}
HOSTILE = {
    "bomb.txt.gz": (gzip.compress(b"boom\n" * 16_000_000, 6), {"decompression_bomb"}),
    "bomb.zip": (packed("zip", "in/bomb.txt", b"boom\n" * 16_000_000), {"decompression_bomb"}),
    "bomb.docx": (docx(word("boom " * 16_000_000)), {"decompression_bomb", "damaged_document", "record_too_large"}),
    "laughs.xml": (BILLION + "]><rss><channel><item><description>&j;</description></item></channel></rss>", {"no_records", "no_text", "damaged_feed"}),
    "outside.xml": (OUTSIDE + "<rss><channel><item><description>&x;</description></item></channel></rss>", {"no_text"}),
    "locked.pdf": (LOCKED, {"encrypted_document"}),
    "scan.pdf": (pdf(""), {"no_text"}),
    "markup.html": (b"<html><body>" + b"<div>" * (MARKUP // 5), {"page_too_large"}),
    "deep.json": (b"[" * 500_000, {"json_too_deep", "invalid_json", "no_records", "nested_too_deep"}),
    "nested.zip": (packed("zip", "inner.zip", packed("zip", "a.txt", "x")), {"nested_archive"}),
    "list.xml": ("<urlset><url><loc>https://coast.example/1</loc></url></urlset>", {"no_text"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The folder, what the command said, and what is in the warehouse."""
    root = tmp_path_factory.mktemp("everything")
    folder = root / "in"
    for name, content in {**GOOD, **{name: content for name, (content, _) in {**BROKEN, **HOSTILE}.items()}}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    finished = dateline(
        "run", folder, "--warehouse", root / "w.duckdb", cwd=root, env={"DATELINE_HOME": str(root / "home")}
    )
    with Warehouse(root / "w.duckdb").reader() as session:
        refused = session.query("select * from ops.rejected_records where is_current").to_pylist()
        documents = session.query("select * from raw.documents").to_pylist()
        texts = session.query("select text from core.articles").column("text").to_pylist()
    return finished, refused, documents, texts


def test_every_format_is_in_the_folder():
    names = " ".join(GOOD)
    assert all(any(suffix in names for suffix in form.suffixes) for form in FORMATS)
    assert all(suffix in names for suffix in COMPRESSIONS | ARCHIVES)
    assert min(len(BROKEN), len(HOSTILE)) >= 10


def test_one_article_of_each_good_file_is_loaded_whatever_stands_beside_it(loaded):
    finished, _, documents, texts = loaded
    assert finished.returncode == 3, finished.stderr
    assert "Traceback" not in finished.stdout + finished.stderr
    joined = [" ".join(text.split()) for text in texts]
    missing = [
        town
        for number, town in enumerate(TOWNS[: len(GOOD)])
        if not any(f"council of {town} voted" in text for text in joined)
    ]
    assert missing == []
    assert len(texts) == len(documents) == len(GOOD)


@pytest.mark.parametrize("name", [*BROKEN, *HOSTILE])
def test_each_bad_file_is_refused_with_a_reason_to_act_on(loaded, name):
    _, refused, _, _ = loaded
    _, codes = {**BROKEN, **HOSTILE}[name]
    found = [row for row in refused if Path(row["uri"].partition("!")[0]).name == name]
    assert found
    assert {row["reason_code"] for row in found} <= codes
    assert all(ACTION.search(row["detail"]) for row in found), [row["detail"] for row in found]


def test_the_summary_counts_what_is_there(loaded):
    finished, refused, documents, _ = loaded
    seen, accepted, rejected = (int(count.replace(",", "")) for count in SUMMARY.search(finished.stdout).groups())
    assert (accepted, rejected, seen) == (len(documents), len(refused), len(documents) + len(refused))
    listed = [line for line in finished.stdout.splitlines() if line.startswith("refused: ")]
    more = re.search(r"\.\.\. and (\d+) more: dateline sql rejected_inputs", finished.stdout)
    assert len(listed) + int(more[1]) == len(refused)
