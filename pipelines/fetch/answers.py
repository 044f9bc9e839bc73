"""What the headers of an answer say."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TOO_EARLY, TOO_MANY_REQUESTS, FIRST_SERVER_ERROR = 425, 429, 500
_FOR_EVER = frozenset({501, 505, 511})
"""Server errors that do not pass: not implemented, version, login to the network."""


def media_type_of(headers: Mapping[str, str]) -> str:
    """The media type without parameters, in small letters; empty when none is named."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def charset_of(headers: Mapping[str, str]) -> str | None:
    """The encoding that `Content-Type` names."""
    message = Message()
    message["Content-Type"] = headers.get("content-type", "")
    return message.get_content_charset()


def transient_status(status: int) -> bool:
    """True for an answer that may be another one later."""
    return status in {408, TOO_EARLY, TOO_MANY_REQUESTS} or (status >= FIRST_SERVER_ERROR and status not in _FOR_EVER)


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that the server asks to be left alone; 0 when it does not say, or not in words that can be read."""
    stated = headers.get("retry-after", "").strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    try:
        moment = parsedate_to_datetime(stated)
        sent = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(UTC)
        return max((moment - sent).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return 0.0
