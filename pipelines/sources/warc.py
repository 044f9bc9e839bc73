"""Web archives: the pages among their records."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from pipelines.sources.compression import Content, seekable
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.pages import page_records
from pipelines.sources.replaced import Replaced

LISTED_FIELDS = {"listed-title": "title", "listed-published": "published_at", "listed-source": "source"}
"""Fields of a metadata record before a page, by which `dateline fetch` keeps what its list says, and a record's own names."""
_MAX_METADATA_BYTES = 65_536
_HTML_TYPES = ("text/html", "application/xhtml")


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The pages of a web archive that were fetched well, each as one record; other records are passed over.

    A record's address is the page's; a page that is too large or has no main content is refused alone.

    Raises:
        UnreadableError: If it is no web archive, or is damaged beyond reading on.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = pages = 0
    listed: dict[str, str] = {}
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.metadata
    with _archive(content, reader) as stream:
        try:
            for record in ArchiveIterator(stream, record_types=wanted, auto_decode="all"):
                if record.record_type == WarcRecordType.metadata:
                    listed = _listed(record)
                    continue
                number += 1
                media_type = _media_type(record)
                if media_type:
                    pages += 1
                    yield from _page(record, media_type, f"record {number}", reader, listed)
        except (OSError, ValueError, EOFError) as error:
            position = f"after record {number}" if number else ""
            detail = f"expected a web archive: {str(error)[:200] or type(error).__name__}; fetch it again"
            raise UnreadableError("damaged_warc", detail, position=position) from error
    if pages == 0:
        detail = f"{number} records, none of them a page that was fetched well" if number else "no web archive records"
        raise UnreadableError("no_records", f"{detail}; nothing to read")


def _archive(content: Content, reader: RecordReader) -> BinaryIO:
    """The archive as the library wants it: a file, which it decompresses itself, record by record.

    No more of a record is unpacked than a page may have, so that a bomb costs time in proportion to its size alone.
    """
    if content.path is not None and content.kind.compression in {"", ".gz", ".zst"}:
        return content.path.open("rb")
    return seekable(content, reader.limits)


def _media_type(record: Any) -> str:  # noqa: ANN401 - fastwarc has no types
    """`html` or `text` for a record that may be an article, else nothing."""
    from fastwarc.warc import WarcRecordType

    if record.record_type == WarcRecordType.conversion:
        return "text" if (record.headers.get("Content-Type") or "").startswith("text/plain") else ""
    kind = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    status = getattr(record.http_headers, "status_code", 200) if record.is_http and record.http_headers else 200
    return "html" if (kind or "").lower().startswith(_HTML_TYPES) and status == 200 else ""


def _listed(record: Any) -> dict[str, str]:  # noqa: ANN401 - fastwarc has no types
    """What the list that named the next page says of it: title, date of publication, source; and the page's address."""
    if (record.headers.get("Content-Type") or "") != "application/warc-fields":
        return {}
    lines = record.reader.read(_MAX_METADATA_BYTES).decode("utf-8", "replace").splitlines()
    named = {name.strip(): value.strip() for name, mark, value in (line.partition(":") for line in lines) if mark}
    kept = {field: named[name] for name, field in LISTED_FIELDS.items() if named.get(name)}
    return kept | {"url": record.headers.get("WARC-Target-URI") or ""} if kept else {}


def _page(
    record: Any,  # noqa: ANN401 - fastwarc has no types
    media_type: str,
    position: str,
    reader: RecordReader,
    listed: dict[str, str],
) -> Iterator[Reading]:
    url = record.headers.get("WARC-Target-URI")
    data = record.reader.read(reader.limits.max_page_bytes + 1)
    replaced = Replaced()
    try:
        if media_type == "text":
            text = replaced.repaired(data.decode("utf-8", "surrogateescape"), 0)
            yield reader.read({"text": text, "url": url}, position, replaced)
            return
        charset = record.http_charset if record.is_http else None
        pages = page_records(data, reader.limits, replaced, url=url, charset=charset)
    except UnreadableError as error:
        yield reader.refusal(position, error.reason_code, f"{url}: {error.detail}")
        return
    known = listed if listed.get("url") == url else {}
    for number, page in enumerate(pages, start=1):
        lacking = {name: value for name, value in known.items() if not page.get(name) and len(pages) == 1}
        yield reader.read(page | lacking, position if len(pages) == 1 else f"{position}, article {number}", replaced)
