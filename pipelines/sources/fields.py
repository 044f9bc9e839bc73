"""A record's fields, whatever their names, as a `SourceDocument`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipelines.sources.dates import published_moment
from pipelines.sources.decoding import storable
from pipelines.sources.documents import Refusal, SourceDocument
from pipelines.sources.languages import language_code
from pipelines.sources.limits import ReadLimits

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "text": (
            "text body content article fulltext maintext articletext articlebody articlecontent bodytext textcontent "
            "contenttext rawtext cleantext plaintext newstext contents story document transcript"
        ),
        "title": "title headline heading articletitle newstitle webtitle",
        "id": "id guid articleid docid documentid externalid newsid itemid uuid identifier recordid",
        "url": "url link uri href permalink canonicalurl articleurl sourceurl weburl storyurl",
        "author": "author authors byline creator writer reporter dccreator",
        "published_at": (
            "publishedat published publishdate pubdate date datepublished publicationdate publisheddate datepublish "
            "publishtime publishedtime datetime timestamp postedat createdat webpublicationdate publicationtime issued"
        ),
        "language": "language lang languagecode langcode",
        "source": (
            "source publisher outlet sourcename sourcecode medianame newspaper publication site sitename sourcedomain "
            "domain provider feed"
        ),
    }.items()
}
"""Field to the names under which it is recognised, best first; letter case, spaces and punctuation do not matter."""

FIELDS = tuple(SYNONYMS)

_PUNCTUATION = re.compile(r"[\W_]+")
_INNER_KEYS = ("name", "title", "main", "original", "full", "text", "rendered", "value", "#text", "$oid", "$date")
_MAX_PLANS = 256
_MAX_FIELD_CHARS = 10_000
"""A longer title, id, url, author or source is some other content under that name."""

Plan = dict[str, tuple[str, ...]]


class MappingError(ValueError):
    """A field mapping names a field that records do not have."""


def checked_mapping(mapping: Mapping[str, str] | None) -> dict[str, str]:
    """`mapping` from field to the record's own name for it.

    Raises:
        MappingError: If a field is none of `FIELDS`.
    """
    unknown = sorted(set(mapping or {}) - set(FIELDS))
    if unknown:
        raise MappingError(f"no such fields: {', '.join(unknown)}; fields are {', '.join(FIELDS)}")
    return dict(mapping or {})


@dataclass(slots=True)
class RecordReader:
    """Turns the records of one file into documents.

    Attributes:
        uri: The file.
        media_type: The file's media type.
        source_code: The source of records that name none.
        collected_at: Last modification of the file.
        limits: What is refused for its size.
        mapping: Field to the record's own name for it, dots leading into nested objects; wins over the synonyms.
    """

    uri: str
    media_type: str
    source_code: str
    collected_at: datetime
    limits: ReadLimits
    mapping: Mapping[str, str] = field(default_factory=dict)
    _plans: dict[tuple[str, ...], Plan] = field(default_factory=dict)

    def plan(self, names: tuple[str, ...]) -> Plan:
        """For each field, the names among `names` that may hold it, best first."""
        plan = self._plans.get(names)
        if plan is None:
            if len(self._plans) >= _MAX_PLANS:
                self._plans.clear()
            plan = self._plans[names] = _plan(names, self.mapping)
        return plan

    def read(self, record: dict[str, Any], position: str) -> SourceDocument | Refusal:
        """The document that a record is, or why it is none.

        Args:
            record: Field names, as the file has them, and values.
            position: Where in the file the record stands.
        """
        plan = self.plan(tuple(record))
        external_id = self._first(record, plan["id"])
        text = self._text(record, plan["text"])
        if isinstance(text, tuple):
            reason_code, detail = text
            return self.refusal(position, reason_code, detail, external_id)
        return SourceDocument(
            source_code=self._first(record, plan["source"]) or self.source_code,
            uri=self.uri,
            external_id=external_id,
            position=position,
            media_type=self.media_type,
            is_dump=False,
            title=self._first(record, plan["title"]),
            text=text,
            url=self._first(record, plan["url"]),
            author=self._first(record, plan["author"]),
            published_at=self._published_at(record, plan["published_at"]),
            language_code=language_code(self._first(record, plan["language"])),
            collected_at=self.collected_at,
        )

    def refusal(self, position: str, reason_code: str, detail: str, external_id: str | None = None) -> Refusal:
        """A refusal of a record of this file."""
        return Refusal(self.uri, position, external_id, reason_code, detail)

    def _text(self, record: dict[str, Any], names: tuple[str, ...]) -> str | tuple[str, str]:
        """The text, or a reason code and its detail."""
        wrong_type = ""
        for name in names:
            value = _value(record, name)
            if isinstance(value, str):
                if len(value) > self.limits.max_record_chars:
                    limit = self.limits.max_record_chars
                    return "record_too_large", f"{len(value)} characters in {name!r}, at most {limit}; split the record"
                if value and not value.isspace():
                    return _lines(value)
            elif value is not None:
                wrong_type = f"expected text in {name!r}, found {type(value).__name__}; "
        if wrong_type:
            return "invalid_text", f"{wrong_type}give the article's text as one string"
        where = f"{', '.join(map(repr, names))} is empty" if names else "no field holds a text"
        have = ", ".join(list(record)[:20])[:300]
        return "no_text", storable(f"{where}; the record has: {have}. Name its text `text`, or give a field mapping")

    def _published_at(self, record: dict[str, Any], names: tuple[str, ...]) -> datetime | None:
        for name in names:
            value = _value(record, name)
            if isinstance(value, dict):
                value = next((value[key] for key in _INNER_KEYS if key in value), None)
            if value is not None and (moment := published_moment(value, self.collected_at)):
                return moment
        return None

    @staticmethod
    def _first(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
        """The first of the fields that gives a short text."""
        for name in names:
            value = _value(record, name)
            if value is not None and (text := _short(value if isinstance(value, str) else _string(value))):
                return text
        return None


def _plan(names: tuple[str, ...], mapping: Mapping[str, str]) -> Plan:
    by_key: dict[str, list[str]] = {}
    for name in names:
        by_key.setdefault(_PUNCTUATION.sub("", name).casefold(), []).append(name)
    plan: Plan = {}
    for target, synonyms in SYNONYMS.items():
        if target in mapping:
            plan[target] = (mapping[target],)
        else:
            plan[target] = tuple(name for key in synonyms for name in by_key.get(key, ()))
    return plan


def _value(record: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - a record holds anything
    if name in record:
        return record[name]
    value: Any = record
    for key in name.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def _string(value: object) -> str | None:
    """A number, list or nested object as the one string it stands for; None when it stands for none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value) if value == value else None  # noqa: PLR0124 - NaN is no value
    if isinstance(value, dict):
        return next((str(value[k]) for k in _INNER_KEYS if isinstance(value.get(k), str | int)), None)
    if isinstance(value, list | tuple):
        inner = (item if isinstance(item, str) else _string(item) for item in value if not isinstance(item, list))
        return ", ".join(part for part in inner if part) or None
    return None


def _lines(text: str) -> str:
    """`text` with newlines as LF and what no database stores replaced."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return storable(text)


def _short(value: str | None) -> str | None:
    if value is None:
        return None
    value = value.strip()
    if not value or len(value) > _MAX_FIELD_CHARS:
        return None
    return _lines(value)
