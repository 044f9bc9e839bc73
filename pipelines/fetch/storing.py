"""Pages as files that runs read: one web archive per address, put in place whole."""

import gzip
import hashlib
import os
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipelines.fetch.client import Answer
from pipelines.sources.addresses import Address
from pipelines.sources.warc import LISTED_FIELDS

_MAX_SLUG_CHARS = 60
_HASH_CHARS = 12
_UNSAFE = re.compile(r"[^a-z0-9]+")
_KEPT_HEADERS = ("content-type", "content-language", "date", "last-modified", "etag", "link")
"""What an archive keeps of an answer's headers; those on packing and connection are no longer true of the body."""
_LINE_ENDS = re.compile(r"[\r\n\0]+")


def path_of(url: str, suffix: str) -> Path:
    """Where an address is kept below the folder: `host/last-words-of-its-path-HASH.warc.gz`; the same one every time."""
    parts = urlsplit(url)
    host = re.sub(r"[^a-z0-9.-]", "-", (parts.hostname or "").lower()).strip("-.")[:100] or "host"
    words = unquote(parts.path).rstrip("/").rpartition("/")[2].rpartition(".")[0] or parts.path.strip("/")
    slug = _UNSAFE.sub("-", words.lower()).strip("-")[:_MAX_SLUG_CHARS].strip("-") or "index"
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_CHARS]
    return Path(host) / f"{slug}-{digest}{suffix}"


def archive(answer: Answer, address: Address, moment: datetime) -> bytes:
    """A web archive (WARC 1.1, gzip) of one page, with what its list says of it as a record before it."""
    listed = zip(LISTED_FIELDS, (address.title, address.published, address.source), strict=True)
    fields = "".join(f"{name}: {_line(value)}\r\n" for name, value in listed if value)
    kept = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    kept["content-length"] = str(len(answer.body))
    head = "HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {_line(value)}\r\n" for name, value in kept.items()) + "\r\n"
    response = head.encode("utf-8", "replace") + answer.body
    records = _record("response", answer.url, moment, "application/http;msgtype=response", response)
    if fields:
        records = _record("metadata", answer.url, moment, "application/warc-fields", fields.encode()) + records
    return records


def write_whole(folder: Path, path: Path, content: bytes) -> None:
    """Put a file in place at once: who looks sees the old one or the new one, never a part.

    Raises:
        OSError: If it cannot be written.
    """
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)


def _record(kind: str, url: str, moment: datetime, media_type: str, body: bytes) -> bytes:
    seed = hashlib.sha256(f"{kind} {url} {moment.isoformat()}".encode() + body).hexdigest()
    headers: Mapping[str, str] = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}>",
        "WARC-Date": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Target-URI": _line(url),
        "Content-Type": media_type,
        "Content-Length": str(len(body)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


def _line(value: str) -> str:
    """A value that cannot break out of its header line."""
    return _LINE_ENDS.sub(" ", value).strip()
