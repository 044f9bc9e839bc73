"""RSS and Atom files: the entries, without entities, tree or network; sitemaps and OPML as lists of addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, BinaryIO
from urllib.parse import urljoin

from pipelines.sources.addresses import LIST_MARK
from pipelines.sources.compression import Content
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.xml_events import events, forget

_ENTRY_NAMES = frozenset({"item", "entry"})
_LISTED_NAMES = frozenset({"url", "sitemap", "outline"})
"""Elements of sitemaps and OPML that name an address."""
_LISTS = frozenset({"urlset", "sitemapindex", "opml"})
_OF_PICTURES = re.compile(r"sitemap-(?:image|video)", re.IGNORECASE)
"""Namespaces of a sitemap's extensions whose addresses and titles are those of pictures and films."""
_LISTED_FIELDS = {
    "loc": "url", "publication_date": "published", "lastmod": "timestamp", "title": "title", "language": "language",
    "name": "source",
}  # fmt: skip
"""Local name of an element of a sitemap's entry, news extension included, to the record's name for it."""
_FIELDS = {
    "guid": "id", "id": "id", "title": "title", "link": "url", "origlink": "url", "author": "author",
    "creator": "author", "pubdate": "published", "published": "published", "issued": "published", "date": "date",
    "updated": "timestamp", "encoded": "content_encoded", "content": "content_html", "description": "description",
    "summary": "summary", "language": "language", "source": "source",
}  # fmt: skip
"""Local name of an element of an entry to the record's name for it."""


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The entries of a feed; an entry without a text of its own has its summary. Memory stays at one entry.

    The entries of a sitemap, of an index of sitemaps and of an OPML list are addresses without text.

    Raises:
        UnreadableError: If it is no feed, has no entry, or is damaged beyond reading on.
    """
    from lxml import etree

    number = 0
    root = _Root()
    try:
        with content.open() as stream:
            for record, position in _records(stream, root):
                number += 1
                yield reader.read(record, position and f"{position} {number}")
    except etree.LxmlError as error:
        position = f"after entry {number}" if number else ""
        detail = f"expected an RSS or Atom feed: {str(error)[:200]}; fetch it again"
        raise UnreadableError("damaged_feed", detail, position=position) from error
    if number == 0:
        if root.name in _LISTS:
            raise UnreadableError("no_records", f"a <{root.name}> without an address; nothing to fetch")
        what = f"an XML document of <{root.name}>" if root.name else "no XML"
        raise UnreadableError("no_records", f"expected a feed with entries, found {what}; is it the right file?")


@dataclass(slots=True)
class _Root:
    """The document's first element."""

    name: str = ""


def _records(stream: BinaryIO, root: _Root) -> Iterator[tuple[dict[str, Any], str]]:
    """The records of a document, and what they are called there; nothing for those of a list of addresses."""
    feed: dict[str, str] = {}
    depth = 0
    for event, element in events(stream, events=("start", "end"), recover=True):
        name = _local(element.tag)
        if event == "start":
            depth += 1
            root.name = root.name or name
            continue
        depth -= 1
        if root.name in _LISTS:
            if name in _LISTED_NAMES:
                if listed := _listed(element, name):
                    yield listed, ""
                forget(element)
        elif name in _ENTRY_NAMES:
            yield _record(element, feed), "entry"
            forget(element)
        elif depth <= 2 and name in {"title", "language", "link"}:
            _note(feed, name, element)


def _note(feed: dict[str, str], name: str, element: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Keep what a feed says of itself; of its links the one to its page."""
    value = (element.text or "").strip()
    if name == "link":
        value = value or (element.get("href") or "" if element.get("rel", "alternate") == "alternate" else "")
    if value:
        feed.setdefault(name, value)


def _listed(entry: Any, name: str) -> dict[str, Any]:  # noqa: ANN401 - lxml has no types
    """The address that an entry of a list names, and what is said of it; nothing where it names none."""
    if name == "outline":
        address = entry.get("xmlUrl")
        return {"url": address, "title": entry.get("title") or entry.get("text"), LIST_MARK: True} if address else {}
    record: dict[str, Any] = {}
    for child in entry.iter():
        field = _LISTED_FIELDS.get(_local(child.tag))
        if field and not _OF_PICTURES.search(child.tag) and child.text and child.text.strip():
            record.setdefault(field, child.text.strip())
    if name == "sitemap":
        record[LIST_MARK] = True
    return record if "url" in record else {}


def _record(entry: Any, feed: dict[str, str]) -> dict[str, Any]:  # noqa: ANN401 - lxml has no types
    record: dict[str, Any] = {}
    for child in entry:
        name = _FIELDS.get(_local(child.tag))
        if name is None:
            continue
        value = _text(child)
        if name == "url":
            value = child.get("href") or value
            if child.get("rel", "alternate") != "alternate":
                continue
        if value and value.strip():
            record.setdefault(name, value.strip())
    if "url" in record:
        record["url"] = _absolute(record["url"], entry, feed)
    if "source" not in record and "title" in feed:
        record["source"] = feed["title"]
    if "language" not in record and "language" in feed:
        record["language"] = feed["language"]
    return record


def _absolute(url: str, entry: Any, feed: dict[str, str]) -> str:  # noqa: ANN401 - lxml has no types
    """A relative link as the address that it means: below the feed's `xml:base`, else below the feed's own page."""
    if "://" in url[:12]:
        return url
    try:
        return str(urljoin(urljoin(feed.get("link", ""), entry.base or ""), url))
    except ValueError:
        return url


def _text(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    """The element's text; markup that stands in it as elements is written out as markup."""
    from lxml import etree

    inner = [child for child in element if isinstance(child.tag, str)]
    if inner and _local(element.tag) in {"content", "summary", "description"}:
        written = (etree.tostring(child, encoding="unicode", method="html") for child in inner)
        return escape(element.text or "", quote=False) + "".join(written)
    return "".join(_strings(element))


def _strings(element: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """The text of an element and those in it; references to entities, comments and instructions stand for nothing."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _strings(child)
        yield child.tail or ""


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
