"""Messages: single ones (.eml) and mailboxes (.mbox)."""

import email
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any, BinaryIO

from pipelines.sources.compression import Content
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.markup import plain_text
from pipelines.sources.replaced import Replaced

_MAX_PARTS = 1_000
_SEPARATOR = re.compile(rb"From \S{1,200}(?:\s.{0,80}\d{4}.{0,10})?\s*$")


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """Each message as one record: subject, sender, date, and the plain text, or failing one the text of its HTML.

    Raises:
        UnreadableError: If there is no message.
    """
    number = 0
    with content.open() as stream:
        is_box = reader.media_type == "application/mbox"
        messages = (
            mailbox(stream, reader.limits.max_page_bytes)
            if is_box
            else iter([stream.read(reader.limits.max_page_bytes + 1)])
        )
        for data in messages:
            if not data.strip():
                continue
            number += 1
            position = f"message {number}"
            if len(data) > reader.limits.max_page_bytes:
                detail = f"more than {reader.limits.max_page_bytes} bytes; take its attachments off"
                yield reader.refusal(position, "record_too_large", detail)
                continue
            replaced = Replaced()
            yield reader.read(_record(data, replaced), position, replaced)
    if number == 0:
        raise UnreadableError("empty_file", "expected a message, found none")


def mailbox(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """The messages of a mailbox, parted by lines such as `From a@b.org Wed Apr 17 08:30:00 2024` after an empty one.

    Of a message over `max_bytes` that much and a little more is given.
    """
    parts: list[bytes] = []
    size = 0
    is_after_blank = True
    while line := stream.readline(1 << 20):
        if is_after_blank and _SEPARATOR.match(line):
            if parts:
                yield b"".join(parts)
            parts, size = [], 0
        elif size <= max_bytes:
            parts.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        is_after_blank = line in {b"\n", b"\r\n"}
    if parts:
        yield b"".join(parts)


def _record(data: bytes, replaced: Replaced) -> dict[str, Any]:
    message = email.message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        raise UnreadableError("unreadable_content", "no message; write it again as .eml")
    name, address = parseaddr(_header(message, "From") or "")
    return {
        "id": _header(message, "Message-ID"),
        "title": _header(message, "Subject"),
        "author": name or address or None,
        "published_at": _header(message, "Date"),
        "language": _header(message, "Content-Language"),
        "source": address.rpartition("@")[2] or None,
        "text": _body(message, replaced),
    }


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's words; the library raises what it likes on damaged ones."""
    try:
        value = message.get(name)
        return None if value is None else " ".join(str(value).split())
    except Exception:  # noqa: BLE001 - a damaged header is as good as none
        return None


def _body(message: EmailMessage, replaced: Replaced) -> str | None:
    plain: str | None = None
    html: str | None = None
    for number, part in enumerate(message.walk()):
        if number >= _MAX_PARTS or (plain and plain.strip()):
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            continue
        text = _part_text(part, replaced)
        if kind == "text/plain":
            plain = plain or text
        elif kind == "text/html":
            html = html or text
    return plain if plain and plain.strip() else plain_text(html) if html else None


def _part_text(part: Any, replaced: Replaced) -> str:  # noqa: ANN401 - a message of any policy
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = data.decode(charset, "surrogateescape")
    except (LookupError, UnicodeError):
        text = data.decode("utf-8", "surrogateescape")
    return replaced.repaired(text, 0)
