"""`latest-all.json`: one JSON array with an item per line, as https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON has it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pipelines.knowledge.compiling.items import LANGUAGES, Item, wikidata_day
from pipelines.knowledge.manifest import PackError
from pipelines.knowledge.tables import item_number

SEATS = ("P159", "P1454", "P112", "P452")
"""Headquarters, legal form, founder, industry."""


class Line(NamedTuple):
    """What a line gives: how many lines were read by then, an item, or None, and the day on which it was last changed."""

    number: int
    item: Item | None
    modified: date | None


def read(lines: Iterable[bytes], first: int = 0) -> Iterator[Line]:
    """Yield what each line gives, from a line on.

    Args:
        lines: The lines of the dump.
        first: Lines that were read before, which are passed over.

    Raises:
        PackError: If a line is not an item, or the array does not end.
    """
    number, is_closed = 0, False
    for number, line in enumerate(lines, start=1):
        text = line.strip().rstrip(b",")
        is_closed = text == b"]"
        if number <= first or text in {b"[", b"]", b""}:
            continue
        try:
            record = json.loads(text)
        except ValueError as error:
            raise PackError(
                f"line {number}: not an item ({error}); the dump is damaged or cut short, get it again"
            ) from error
        yield Line(number, _item(record), wikidata_day(str(record.get("modified", ""))))
    if not is_closed:
        raise PackError(f"line {number}: the dump ends without its closing ]; it is cut short, get it again")


def _item(record: Mapping[str, Any]) -> Item | None:
    number = item_number(str(record.get("id", "")))
    if number is None:
        return None
    claims = record.get("claims") or {}
    item = Item(number)
    item.labels = {language: value["value"] for language, value in _of_languages(record.get("labels"))}
    item.aliases = {
        language: [value["value"] for value in values] for language, values in _of_languages(record.get("aliases"))
    }
    item.description = next(
        (value["value"] for language, value in _of_languages(record.get("descriptions")) if language == "en"), None
    )
    item.classes = set(_numbers(claims.get("P31")))
    item.country = next(iter([*_numbers(claims.get("P27")), *_numbers(claims.get("P17"))]), None)
    item.country_code = next((value for value in _values(claims.get("P297")) if isinstance(value, str)), None)
    geonames = next(
        (value for value in _values(claims.get("P1566")) if isinstance(value, str) and value.isdecimal()), "0"
    )
    item.geonames_id = int(geonames)
    item.sitelinks = len(record.get("sitelinks") or ())
    item.born = next((day for day in _days(claims.get("P569")) if day), None)
    item.died = next((day for day in _days(claims.get("P570"), is_end=True) if day), None)
    item.has_place = "P625" in claims
    item.has_seat = any(name in claims for name in SEATS)
    item.offices = list(_offices(claims.get("P39")))
    return item


def _of_languages(values: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 JSON: an object, or [] where it is empty
    if isinstance(values, dict):
        yield from ((language, values[language]) for language in LANGUAGES if language in values)


def _values(statements: Any) -> Iterator[Any]:  # noqa: ANN401 JSON
    """Yield the values of statements, the preferred ones first, without the deprecated ones."""
    usable = [statement for statement in statements or () if statement.get("rank") != "deprecated"]
    for statement in sorted(usable, key=lambda statement: statement.get("rank") != "preferred"):
        yield _value(statement.get("mainsnak"))


def _value(snak: Any) -> Any:  # noqa: ANN401 JSON
    return (snak or {}).get("datavalue", {}).get("value")


def _number(value: Any) -> int | None:  # noqa: ANN401 JSON
    return item_number(str(value.get("id", ""))) if isinstance(value, dict) else None


def _numbers(statements: Any) -> Iterator[int]:  # noqa: ANN401 JSON
    return (number for value in _values(statements) if (number := _number(value)) is not None)


def _days(statements: Any, *, is_end: bool = False) -> Iterator[date | None]:  # noqa: ANN401 JSON
    return (wikidata_day(str(v.get("time", "")), is_end=is_end) for v in _values(statements) if isinstance(v, dict))


def _offices(statements: Any) -> Iterator[tuple[int, date | None, date | None]]:  # noqa: ANN401 JSON
    for statement in statements or ():
        number = _number(_value(statement.get("mainsnak")))
        if number is None or statement.get("rank") == "deprecated":
            continue
        qualifiers = statement.get("qualifiers") or {}
        ends = [
            next((wikidata_day(str(_value(snak)["time"]), is_end=is_end) for snak in qualifiers.get(name, ()) if isinstance(_value(snak), dict)), None)
            for name, is_end in (("P580", False), ("P582", True))
        ]  # fmt: skip
        yield number, ends[0], ends[1]
