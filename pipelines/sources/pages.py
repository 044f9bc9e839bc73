"""Saved web pages: the main content, with what the page says of itself."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from pipelines.sources.compression import Content
from pipelines.sources.decoding import ByteEvidence
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.limits import ReadLimits
from pipelines.sources.replaced import Replaced
from pipelines.sources.several import parts_of

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang=[\"']?([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s>]{1,2000})")
_STATED_DATE = re.compile(
    r"\"datePublished\"\s*:\s*\"([^\"]{8,60})\""
    r"|<meta\b[^>]{0,200}?(?:article:published_time|datePublished|og:published_time|dc\.date\.issued|parsely-pub-date)"
    r"[\"'][^>]{0,100}?content=[\"']([^\"']{8,60})[\"']",
    re.IGNORECASE,
)
_WRITTEN_HERE = '<meta name="generator" content="Dateline">'
_HEAD_CHARS = 4_000
_MAX_LINKED_DATA_CHARS = 200_000


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The main content of a saved page, as one record; as several where it prints several articles.

    Raises:
        UnreadableError: If it is empty, too large, no text, or has no main content.
    """
    with content.open() as stream:
        data = stream.read(reader.limits.max_page_bytes + 1)
    replaced = Replaced()
    records = page_records(data, reader.limits, replaced)
    for number, record in enumerate(records, start=1):
        yield reader.read(record, f"article {number}" if len(records) > 1 else "page", replaced)


def page_records(
    data: bytes, limits: ReadLimits, replaced: Replaced, *, url: str | None = None, charset: str | None = None
) -> list[dict[str, Any]]:
    """What a page says: text, title, author, date, url, source and language, as far as it does; one record per article.

    Args:
        data: The page's bytes.
        limits: What is refused for its size.
        replaced: Counts the bytes that are in no encoding.
        url: Where the page was fetched from.
        charset: The encoding that the server named.

    Raises:
        UnreadableError: If it is empty, too large, no text, has no main content, or is a page that Dateline wrote.
    """
    import trafilatura

    if len(data) > limits.max_page_bytes:
        raise UnreadableError("page_too_large", f"more than {limits.max_page_bytes} bytes; is it one page?")
    html = page_text(data, replaced, charset)
    if _WRITTEN_HERE in html[:_HEAD_CHARS]:
        raise UnreadableError("own_file", "a page that Dateline wrote; its articles are in the warehouse that it is of")
    saved = _SAVED_FROM.search(html, 0, 5_000)
    language = _LANGUAGE.search(html, 0, 20_000)
    whole = html
    html = without_scripts(html)
    if len(html) > limits.max_markup_chars:
        detail = f"more than {limits.max_markup_chars} characters of markup; is it one page?"
        raise UnreadableError("page_too_large", detail)
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what cannot be read is said by the refusal
    found = trafilatura.bare_extraction(
        html, url=url or (saved[1] if saved else None), with_metadata=True, include_comments=False, include_tables=True
    )
    record: dict[str, Any] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    parts = parts_of(whole, html, record.get("text") or "")
    if found is None and not parts:
        raise UnreadableError(
            "no_text", "no main content found on this page; is it a list of links, or made by scripts?"
        )
    page = {
        "text": record.get("text"),
        "title": record.get("title"),
        "author": record.get("author"),
        "published_at": _date(html, record.get("date")),
        "url": record.get("url") or url or (saved[1] if saved else None),
        "source": record.get("sitename") or record.get("hostname"),
        "language": language[1] if language else None,
    }
    return [page | {"title": None} | part for part in parts] or [page]


def page_text(data: bytes, replaced: Replaced, charset: str | None = None) -> str:
    """The page as text: in the encoding of its byte order mark, of its server, of its own head, or of its bytes."""
    if not data.strip():
        raise UnreadableError("empty_file", "expected a page, found nothing; fetch it again")
    evidence = ByteEvidence()
    evidence.add(data)
    encoding = evidence.encoding() if evidence.stray or data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    meta = _META_CHARSET.search(data, 0, 4_096)
    for named in (charset, meta[1].decode() if meta else None):
        if named and evidence.stray and not encoding.startswith("utf"):
            try:
                return replaced.repaired(data.decode(named, "surrogateescape"), 0)
            except (LookupError, UnicodeError):
                continue
    if encoding.startswith(("utf-16", "utf-32")):
        return data.decode(encoding, "replace")
    text = replaced.repaired(data.decode(encoding, "surrogateescape"), 0)
    replaced.require_few(len(data))
    return text.removeprefix("\ufeff")


def without_scripts(html: str) -> str:
    """`html` without scripts, styles and comments; linked data, which states dates and authors, stays."""
    lower = html.lower()
    if len(lower) != len(html):
        lower = html
    kept: list[str] = []
    place = 0
    for start, opening, closing in _silent_starts(lower):
        if start < place:
            continue
        end = lower.find(closing, start + len(opening))
        end = len(html) if end < 0 else end + len(closing)
        if "ld+json" in lower[start : start + 200] and end - start < _MAX_LINKED_DATA_CHARS:
            continue
        kept.append(html[place:start])
        place = end
    kept.append(html[place:])
    return "".join(kept)


def _silent_starts(lower: str) -> Iterator[tuple[int, str, str]]:
    closings = {"<script": "</script>", "<style": "</style>", "<!--": "-->", "<svg": "</svg>"}
    for match in re.finditer(r"<script|<style|<!--|<svg", lower):
        yield match.start(), match.group(), closings[match.group()]


def _date(html: str, day: str | None) -> str | None:
    """The stated date with its time, where the page states it in so many words; else the day that was found."""
    match = _STATED_DATE.search(html)
    stated = (match[1] or match[2]) if match else None
    return stated if stated and (day is None or stated[:7] == day[:7]) else day
