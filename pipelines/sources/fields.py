"""A record's fields, whatever their names, as a `SourceDocument`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from pipelines.sources.date_order import DateColumn, DateOrders
from pipelines.sources.dates import StatedDate, stated_date
from pipelines.sources.decoding import storable
from pipelines.sources.documents import AddressOnly, Reading, Refusal, SourceDocument, UnreadableError
from pipelines.sources.languages import language_code
from pipelines.sources.limits import ReadLimits
from pipelines.sources.mapping import Plan, missing_names, planned
from pipelines.sources.replaced import Replaced
from pipelines.sources.shapes import describe, unwrapped
from pipelines.sources.values import date_value, lines, prose_name, short, string_of, text_of, value_at

TRIED_ROWS = 20
"""Rows of a table in which a text column without a known name is looked for."""
_MAX_PLANS = 256
_ENTITY = re.compile(
    r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip);", re.IGNORECASE
)
"""Characters as HTML writes them; in a title they are left over from a page."""


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
        records_path: Where in a JSON value the records stand, dots leading into objects; None to find them.
        orders: How each date column of the file is written; None to leave ambiguous dates unread.
        is_source_named: True where `source_code` is a user's or a folder's word, not the file's stem.
    """

    uri: str
    media_type: str
    source_code: str
    collected_at: datetime
    limits: ReadLimits
    mapping: Mapping[str, str] = field(default_factory=dict)
    records_path: str | None = None
    orders: DateOrders | None = None
    is_source_named: bool = False
    _plans: dict[tuple[str, ...], Plan] = field(default_factory=dict)

    def plan(self, names: tuple[str, ...]) -> Plan:
        """For each field, the names among `names` that may hold it, best first."""
        plan = self._plans.get(names)
        if plan is None:
            if len(self._plans) >= _MAX_PLANS:
                self._plans.clear()
            plan = self._plans[names] = planned(names, self.mapping)
        return plan

    def read(self, record: dict[str, Any], position: str, replaced: Replaced | None = None) -> Reading:
        """The document that a record is, or why it is none.

        Args:
            record: Field names, as the file has them, and values.
            position: Where in the file the record stands.
            replaced: The bytes of the record that were no text.
        """
        plan = self.plan(tuple(record))
        if not any(isinstance(record.get(name), str) for name in plan["text"]):
            record = self.lifted(record)
            plan = self.plan_of(record)
        external_id = self._first(record, plan["id"])
        text = self._text(record, plan["text"])
        if isinstance(text, tuple):
            reason_code, detail = text
            url = self._url(record, plan["url"]) if reason_code == "no_text" else None
            if url and _is_address(url):
                return AddressOnly(self.uri, position, external_id, reason_code, storable(detail), storable(url))
            return self.refusal(position, reason_code, detail, external_id)
        published = self._published(record, plan["published_at"])
        source, address = self._source(record, plan["source"] or self._inner_sources(record))
        replaced = replaced or Replaced()
        return SourceDocument(
            source_code=source or self.source_code,
            uri=self.uri,
            external_id=external_id,
            position=position,
            media_type=self.media_type,
            is_dump=False,
            title=self._title(record, plan["title"]),
            text=text,
            url=self._url(record, plan["url"]) or address,
            author=self._first(record, plan["author"]),
            published_at=published.moment,
            language_code=language_code(self._first(record, plan["language"])),
            collected_at=self.collected_at,
            published_on=published.day,
            published_stated=published.words and storable(published.words),
            replaced_count=replaced.count,
            replaced_at=replaced.first,
        )

    def refusal(self, position: str, reason_code: str, detail: str, external_id: str | None = None) -> Refusal:
        """A refusal of a record of this file."""
        return Refusal(self.uri, position, external_id, reason_code, storable(detail))

    def lifted(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record with the object that its text stands in lifted up; what a mapping reaches stays within reach."""
        lifted = unwrapped(record, self.plan)
        if lifted is not record and self.mapping:
            lifted |= {name: value_at(record, name) for name in self.mapping.values() if name not in lifted}
        return lifted

    def plan_of(self, record: dict[str, Any]) -> Plan:
        """The plan of a record; where no name is known for its text, the one field of running text is taken for it.

        What was found once holds for all records with the same names.
        """
        names = tuple(record)
        plan = self.plan(names)
        if not plan["text"] and (name := prose_name(record)):
            plan = self._plans[names] = plan | {"text": (name,)}
        return plan

    def _text(self, record: dict[str, Any], names: tuple[str, ...]) -> str | tuple[str, str]:
        """The text, or a reason code and its detail."""
        wrong_type = ""
        for name in names:
            value = value_at(record, name)
            if text := text_of(value, name):
                if len(text) > self.limits.max_record_chars:
                    limit = self.limits.max_record_chars
                    return "record_too_large", f"{len(text)} characters in {name!r}, at most {limit}; split the record"
                return lines(text)
            if value is not None and not isinstance(value, str):
                wrong_type = wrong_type or f"expected text in {name!r}, found {type(value).__name__}; "
        if wrong_type:
            return "invalid_text", f"{wrong_type}give the article's text as one string"
        where = f"{', '.join(map(repr, names))[:300]} is empty" if names else "no field holds a text"
        return "no_text", f"{where}; the record has: {describe(record)}. Name its text `text`, or give a field mapping"

    def stated_dates(self, record: dict[str, Any]) -> Iterator[tuple[str, object]]:
        """Name and value of each field that may state the record's date."""
        for name in self.plan(tuple(record))["published_at"]:
            value = date_value(value_at(record, name))
            if value is not None:
                yield name, value

    def _published(self, record: dict[str, Any], names: tuple[str, ...]) -> StatedDate:
        """The first date that can be read, with its time where another field has it; else the first words."""
        first, unread = StatedDate(), StatedDate()
        for name in names:
            value = date_value(value_at(record, name))
            stated = stated_date(value, self.collected_at) if value is not None else StatedDate()
            if stated.words and stated.day is None and self.orders and isinstance(value, str):
                stated = stated_date(value, self.collected_at, self.orders.of(name))
            if stated.day is None:
                unread = unread if unread.words else stated
            elif first.day is None:
                first = stated
            elif stated.day == first.day and _has_time(stated) and not _has_time(first):
                return stated
        return first if first.day else unread

    def _title(self, record: dict[str, Any], names: tuple[str, ...]) -> str | None:
        title = self._first(record, names)
        if title and "<" in title and "</" in title:
            return text_of(title, "html")
        return unescape(title) if title and _ENTITY.search(title) else title

    def _url(self, record: dict[str, Any], names: tuple[str, ...]) -> str | None:
        """The first address; failing one, what stands under the first name (`uri` alone may be any other name)."""
        given = [self._first(record, (name,)) for name in names]
        address = next((value for value in given if value and _is_address(value)), None)
        return address or next((v for v, name in zip(given, names, strict=True) if v and name.lower() != "uri"), None)

    def _source(self, record: dict[str, Any], names: tuple[str, ...]) -> tuple[str | None, str | None]:
        """The name of the source, or failing one its host; and the address that stands there in place of a name."""
        given = [value for name in names if (value := self._first(record, (name,)))]
        address = next((value for value in given if _is_address(value)), None)
        named = next((value for value in given if not _is_address(value)), None)
        return named or (_host(address) if address else None), address

    def _inner_sources(self, record: dict[str, Any]) -> tuple[str, ...]:
        """Names of the source in the objects of a record that names none itself, such as `thread.site`."""
        if "source" in self.mapping:
            return ()
        return tuple(
            f"{key}.{name}"
            for key, value in record.items()
            if isinstance(value, dict) and "." not in key
            for name in self.plan(tuple(value))["source"]
        )

    @staticmethod
    def _first(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
        """The first of the fields that gives a short text."""
        for name in names:
            value = value_at(record, name)
            if value is not None and (text := short(value if isinstance(value, str) else string_of(value))):
                return text
        return None


@dataclass(slots=True)
class DateProbe(RecordReader):
    """Reads nothing but the dates of a file's records, to learn how each column writes them."""

    columns: dict[str, DateColumn] = field(default_factory=dict)

    def read(self, record: dict[str, Any], position: str, replaced: Replaced | None = None) -> Reading:  # noqa: ARG002 - the base's signature
        """Count the record's dates."""
        for name, value in self.stated_dates(unwrapped(record, self.plan)):
            if name in self.columns or len(self.columns) < _MAX_PLANS:
                self.columns.setdefault(name, DateColumn()).add(value)
        return self.refusal(position, "probe", "")


def require_mapped(names: Sequence[str], reader: RecordReader) -> None:
    """Refuse a table that lacks a column which the mapping names.

    Raises:
        UnreadableError: `unknown_column`.
    """
    if missing := missing_names(reader.mapping, names):
        detail = f"the mapping names {', '.join(missing)}; the columns are: {', '.join(names[:20])[:300]}. Check --map"
        raise UnreadableError("unknown_column", storable(detail), position="line 1")


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://", "www.")) and " " not in value


def _host(address: str) -> str | None:
    try:
        return urlsplit(address if "://" in address else f"//{address}").hostname
    except ValueError:
        return None


def _has_time(stated: StatedDate) -> bool:
    moment = stated.moment
    return moment is not None and bool(moment.hour or moment.minute or moment.second)
