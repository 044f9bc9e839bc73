"""How fast pages of a crawl archive are read, beside plain `trafilatura` on the same pages in the same run.

    python benchmarks/warc_pages.py ARTICLES.jsonl [--pages 1000]

Makes a page of each article (`title`, `paragraphs` or `text`) with a script, a menu of 80 links, 40 teasers and a footer, writes them as a
gzipped WARC with a member per record, and reads it. Pages per second of one core's time; both sides pay for what they load.
"""

import argparse
import gzip
import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

MENU = "".join(f'<li class="nav-item"><a href="/s{number}">Section {number}</a></li>' for number in range(80))
TEASERS = "".join(
    f'<div class="card"><a href="/r{number}"><h3>Another headline number {number} about things</h3></a></div>'
    for number in range(40)
)
SCRIPT = "<script>" + "var a=1;" * 4_000 + "</script>"

OURS = """
import sys, time
from pathlib import Path
started = time.process_time()
from pipelines.sources import SourceDocument, read_source
found = sum(isinstance(item, SourceDocument) for item in read_source(Path(sys.argv[1])))
print(found, time.process_time() - started)
"""
PLAIN = """
import sys, time
started = time.process_time()
import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType
found = 0
with open(sys.argv[1], "rb") as stream:
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
        page = trafilatura.bare_extraction(record.reader.read().decode(), url=record.headers["WARC-Target-URI"], with_metadata=True)
        found += bool(page and page.text)
print(found, time.process_time() - started)
"""


def pages(source: Path, most: int) -> Iterator[str]:
    """Yield a page per article."""
    with source.open(encoding="utf-8") as lines:
        for _, line in zip(range(most), lines, strict=False):
            record = json.loads(line)
            title = html.escape(record.get("title") or "")
            paragraphs = record.get("paragraphs") or record["text"].split("\n")
            body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
            yield (
                f'<html lang="en"><head><title>{title}</title>{SCRIPT}</head><body><nav><ul>{MENU}</ul></nav><main><article>'
                f"<h1>{title}</h1>{body}</article></main><aside>{TEASERS}</aside><footer>{MENU}</footer></body></html>"
            )


def member(number: int, page: str) -> bytes:
    """Return a response of a crawl as a member of a WARC."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"WARC-Date: 2026-03-09T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:08d}-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


def rate(script: str, archive: Path) -> float:
    """Return pages per second of processor time of a process of its own."""
    done = subprocess.run([sys.executable, "-c", script, str(archive)], capture_output=True, text=True, check=True)
    found, seconds = done.stdout.split()
    return int(found) / float(seconds)


def main() -> None:
    """Write the archive, read it both ways, print the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--pages", type=int, default=1_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "crawl.warc.gz"
        with archive.open("wb") as written:
            for number, page in enumerate(pages(options.articles, options.pages)):
                written.write(member(number, page))
        ours, plain = rate(OURS, archive), rate(PLAIN, archive)
    sys.stdout.write(
        f"Dateline {ours:.1f} pages/s of one core, plain trafilatura {plain:.1f}: {ours / plain:.2f} times\n"
    )


if __name__ == "__main__":
    main()
