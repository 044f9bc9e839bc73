"""The values of a record's fields: reached by name, and read as text."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.sources.decoding import storable
from pipelines.sources.mapping import normalised
from pipelines.sources.markup import is_markup, plain_text

INNER_KEYS = (
    "name",
    "title",
    "main",
    "original",
    "full",
    "text",
    "rendered",
    "value",
    "#text",
    "$t",
    "$oid",
    "$date",
    "$numberLong",
)
"""Under which of its own names a nested object holds the one thing that it stands for."""

MAX_FIELD_CHARS = 10_000
"""A longer title, id, url, author or source is some other content under that name."""

MIN_PROSE_WORDS = 40
"""Words that make a string running text, when no field has a name by which it could be known for the text; the
longest error messages of services have 25."""

TEXT_KEYS = (
    "rendered",
    "plain",
    "plaintext",
    "text",
    "bodytext",
    "value",
    "main",
    "full",
    "#text",
    "$t",
    "html",
    "body",
    "content",
)
_MARKUP_NAMES = frozenset({"contenthtml", "bodyhtml", "contentencoded", "articlehtml", "html", "rendered"})
_ARTICLE_NAMES = frozenset({"title", "headline", "url", "link", "published", "pubdate", "author"})
_MAX_DEPTH = 4


def value_at(record: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a record holds anything
    """The value called `name`, or reached by it: dots lead into objects and lists (`authors.0.name`); else None."""
    if name in record:
        return record[name]
    value: Any = record
    for key in name.split("."):
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, Sequence) and not isinstance(value, str | bytes) and key.isdecimal() and len(key) < 7:
            value = value[int(key)] if int(key) < len(value) else None
        else:
            return None
    return value


def string_of(value: object, depth: int = 0) -> str | None:
    """A number, list or nested object as the one string it stands for; None when it stands for none."""
    if isinstance(value, bool) or value is None or depth > _MAX_DEPTH:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, Mapping):
        found = (string_of(value[key], depth + 1) for key in INNER_KEYS if key in value)
        return next((text for text in found if text), None)
    if isinstance(value, list | tuple):
        inner = (string_of(item, depth + 1) for item in value[:1000] if not isinstance(item, list))
        return ", ".join(part for part in inner if part) or None
    return None


def number_text(value: float) -> str | None:
    """A number as text; None for NaN and for one of thousands of digits."""
    if value != value or (isinstance(value, int) and abs(value) >= 10**300):  # noqa: PLR0124 - NaN is no value
        return None
    return str(value)


def date_value(value: object, depth: int = 0) -> object:
    """What a date field states: the innermost value of `{"$date": {"$numberLong": ...}}` and its like."""
    if isinstance(value, Mapping) and depth < _MAX_DEPTH:
        keys = ("$date", "$numberLong", "date", "datetime", "iso", "value", "#text", "$t", "rendered", "start")
        return next((date_value(value[key], depth + 1) for key in keys if key in value), None)
    return value


def text_of(value: object, name: str = "", depth: int = 0) -> str | None:
    """The running text that a field holds: a string, paragraphs, or an object around them; None when it holds none.

    HTML becomes plain text. Paragraphs are parted by a blank line.
    """
    if isinstance(value, str):
        if value.isspace() or not value:
            return None
        return plain_text(value) or None if normalised(name) in _MARKUP_NAMES or is_markup(value) else value
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, Mapping):
        by_key = {normalised(str(key)) or str(key): key for key in value}
        found = (text_of(value[by_key[k]], k, depth + 1) for k in TEXT_KEYS if k in by_key)
        return next((text for text in found if text), None)
    return _paragraphs(value, name, depth) if isinstance(value, list | tuple) else None


def _paragraphs(values: Sequence[object], name: str, depth: int) -> str | None:
    """The text of a list of strings, or of blocks that are no articles themselves."""
    if not all(isinstance(item, str | Mapping) for item in values):
        return None
    if any(isinstance(item, Mapping) and _ARTICLE_NAMES & {normalised(str(k)) for k in item} for item in values):
        return None
    parts = (text_of(item, name, depth + 1) for item in values)
    return "\n\n".join(part for part in parts if part) or None


def prose_name(record: Mapping[str, Any]) -> str | None:
    """The one field that holds running text: 40 words or more, and twice as long as any other; else None."""
    lengths = sorted(((len(v), name) for name, v in record.items() if isinstance(v, str)), reverse=True)
    if not lengths:
        return None
    length, name = lengths[0]
    if len(lengths) > 1 and length < 2 * lengths[1][0]:
        return None
    return name if len(str(record[name])[:5000].split()) >= MIN_PROSE_WORDS else None


def lines(text: str) -> str:
    """`text` with newlines as LF and what no database stores replaced."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return storable(text)


def short(value: str | None) -> str | None:
    """`value` trimmed; None when nothing is left, or too much to be a title, id, address or name."""
    if value is None:
        return None
    value = value.strip()
    return lines(value) if value and len(value) <= MAX_FIELD_CHARS else None
