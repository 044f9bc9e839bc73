"""RSS and Atom files: the entries, without entities, tree or network."""

from collections.abc import Iterator
from html import escape
from typing import Any

from pipelines.sources.compression import Content
from pipelines.sources.documents import Reading, UnreadableError
from pipelines.sources.fields import RecordReader
from pipelines.sources.xml_events import events, forget

_ENTRY_NAMES = frozenset({"item", "entry"})
_LISTS = frozenset({"urlset", "sitemapindex", "opml"})
_FIELDS = {
    "guid": "id", "id": "id", "title": "title", "link": "url", "origlink": "url", "author": "author",
    "creator": "author", "pubdate": "published", "published": "published", "issued": "published", "date": "date",
    "updated": "timestamp", "encoded": "content_encoded", "content": "content_html", "description": "description",
    "summary": "summary", "language": "language", "source": "source",
}  # fmt: skip
"""Local name of an element of an entry to the record's name for it."""


def read(content: Content, reader: RecordReader) -> Iterator[Reading]:
    """The entries of a feed; an entry without a text of its own has its summary. Memory stays at one entry.

    Raises:
        UnreadableError: If it is no feed, has no entry, or is damaged beyond reading on.
    """
    from lxml import etree

    number = 0
    root = ""
    feed: dict[str, str] = {}
    try:
        with content.open() as stream:
            depth = 0
            for event, element in events(stream, events=("start", "end"), recover=True):
                name = _local(element.tag)
                if event == "start":
                    depth += 1
                    root = root or name
                    continue
                depth -= 1
                if name in _ENTRY_NAMES:
                    number += 1
                    yield reader.read(_record(element, feed), f"entry {number}")
                    forget(element)
                elif depth <= 2 and name in {"title", "language"} and element.text:
                    feed.setdefault(name, element.text.strip())
    except etree.LxmlError as error:
        position = f"after entry {number}" if number else ""
        detail = f"expected an RSS or Atom feed: {str(error)[:200]}; fetch it again"
        raise UnreadableError("damaged_feed", detail, position=position) from error
    if number == 0:
        if root in _LISTS:
            raise UnreadableError("no_records", "a list of addresses without articles; fetch the pages it names")
        what = f"an XML document of <{root}>" if root else "no XML"
        raise UnreadableError("no_records", f"expected a feed with entries, found {what}")


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
    if "source" not in record and "title" in feed:
        record["source"] = feed["title"]
    if "language" not in record and "language" in feed:
        record["language"] = feed["language"]
    return record


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
