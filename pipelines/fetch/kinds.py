"""What an answer is, by its bytes before what its server says of it."""

import io
import re

from pipelines.fetch.answers import PAGE_TYPES
from pipelines.fetch.bodies import unpacked
from pipelines.fetch.client import Answer
from pipelines.fetch.given import named_addresses
from pipelines.fetch.limits import FetchLimits
from pipelines.fetch.outcome import RefusedError
from pipelines.sources.addresses import Address
from pipelines.sources.compression import Content
from pipelines.sources.formats import file_kind

_HEAD_BYTES = 8_192
_LIST_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?[^>]*\?>|<!--.*?-->|<!(?!doctype\s+html|--)[^\[>]*(?:\[.*?\]\s*)?>)*+"
    rb"<(?:\w{1,20}:)?(?:rss|feed|RDF|urlset|sitemapindex|opml)[\s>]",
    re.DOTALL | re.IGNORECASE,
)
"""The beginning of an XML document that is a list; instructions, comments and the document's type stand before its root."""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|title)\b", re.IGNORECASE)
_JSON_TYPES = frozenset({"application/json", "application/feed+json", "text/json"})
_ADDRESS_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*https?://\S+\s*(?:\n|$)", re.IGNORECASE)
PAGE, DOCUMENT = "page", "document"


def listed_addresses(answer: Answer, limits: FetchLimits) -> list[Address] | None:
    """The addresses that a feed, a sitemap (packed or not), OPML, JSON or a text file names; None for anything else.

    Raises:
        RefusedError: `too_large`, for a packed list that unpacks to more than any has.
    """
    body = unpacked(answer.body, limits.max_list_bytes)
    head = body[:_HEAD_BYTES]
    is_wide_xml = head.startswith(_WIDE_MARKS) and answer.media_type.endswith("xml")
    if _LIST_ROOT.match(head) or (is_wide_xml and answer.media_type not in PAGE_TYPES):
        name = "list.xml"
    elif answer.media_type in _JSON_TYPES:
        name = "list.json"
    elif answer.media_type == "text/plain" and _ADDRESS_LINE.match(head):
        name = "list.txt"
    else:
        return None
    content = Content(answer.url, file_kind(name), lambda: io.BytesIO(body))
    return named_addresses(content, answer.url)


def kept_as(answer: Answer) -> str:
    """`page` for HTML, `document` for PDF.

    Raises:
        RefusedError: `wrong_type` for anything else, `empty_answer` for nothing.
    """
    head = answer.body[:_HEAD_BYTES]
    if not head.strip():
        raise RefusedError("empty_answer", "the server answers with nothing; check the address")
    if head.startswith(b"%PDF-"):
        return DOCUMENT
    is_html = bool(_HTML.search(head)) or answer.media_type in PAGE_TYPES
    if not is_html or (b"\0" in head and not head.startswith(_WIDE_MARKS)):
        said = answer.media_type or "nothing"
        raise RefusedError("wrong_type", f"no page, feed or PDF (the server says {said[:60]!r}); check the address")
    return PAGE
