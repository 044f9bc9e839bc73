"""Truthy dumps: N-Triples, all of an item's lines together; statements have no qualifiers there, so offices have no days."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipelines.knowledge.compiling.items import LANGUAGES, Item, wikidata_day
from pipelines.knowledge.compiling.wikidata_json import SEATS, Line
from pipelines.knowledge.manifest import PackError

_TRIPLE = re.compile(r"<([^>]*)> <([^>]*)> (.+) \.$")
_ENTITY = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki/Special:EntityData))/Q(\d+)$")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z-]+)|\^\^<[^>]*>)?$')
_DIRECT = "http://www.wikidata.org/prop/direct/"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
_DESCRIPTION = "http://schema.org/description"
_MODIFIED = "http://schema.org/dateModified"
_ABOUT = "http://schema.org/about"
_SITELINKS = "http://wikiba.se/ontology#sitelinks"


def read(lines: Iterable[bytes], first: int = 0) -> Iterator[Line]:
    """Yield each item when its lines end; `number` is that of its last line.

    Args:
        lines: The lines of the dump.
        first: Lines that were read before, which are passed over.

    Raises:
        PackError: If a line is not a triple, or the last one is cut short.
    """
    item: Item | None = None
    modified: date | None = None
    number = 0
    for number, line in enumerate(lines, start=1):
        if number <= first or not line.strip() or line.startswith(b"#"):
            continue
        triple = _TRIPLE.match(line.decode("utf-8", "replace").strip())
        if triple is None or not line.endswith(b"\n"):
            raise PackError(f"line {number}: not a triple; the dump is damaged or cut short, get it again")
        subject, predicate, value = triple.groups()
        found = _number(value) if predicate == _ABOUT else _number(f"<{subject}>")
        if found is None:
            continue
        if item is None or found != item.number:
            if item is not None:
                yield Line(number - 1, item, modified)
            item, modified = Item(found), None
        if predicate == _MODIFIED:
            modified = wikidata_day(_text(value)[0])
        else:
            _add(item, predicate, value)
    if item is not None:
        yield Line(number, item, modified)


def _number(value: str) -> int | None:
    found = _ENTITY.match(value[1:-1]) if value.startswith("<") else None
    return int(found[1]) if found else None


def _text(value: str) -> tuple[str, str | None]:
    """Return the characters and the language of a literal; nothing for what is none."""
    found = _TEXT.match(value)
    if found is None:
        return "", None
    try:
        text = str(json.loads(f'"{_escapes(found[1])}"'))
    except ValueError:
        text = found[1]
    return text, found[2]


def _escapes(text: str) -> str:
    r"""Return N-Triples escapes as JSON has them: \U00012345 is a pair of surrogates there."""

    def pair(match: re.Match[str]) -> str:
        return json.dumps(chr(int(match[1], 16)))[1:-1]

    return re.sub(r"\\U([0-9A-Fa-f]{8})", pair, text).replace("\\'", "'").replace("\t", "\\t")


def _add(item: Item, predicate: str, value: str) -> None:  # noqa: C901 one branch per property
    name = predicate.removeprefix(_DIRECT)
    if predicate == _ABOUT:
        item.sitelinks += 1
    elif predicate in {_LABEL, _ALIAS, _DESCRIPTION}:
        _add_text(item, predicate, *_text(value))
    elif predicate == _SITELINKS:
        item.sitelinks = int(_text(value)[0] or 0)
    elif name == "P31" and (number := _number(value)) is not None:
        item.classes.add(number)
    elif name in {"P27", "P17"} and (number := _number(value)) is not None:
        item.country = number if name == "P27" else item.country or number
    elif name == "P297":
        item.country_code = _text(value)[0]
    elif name == "P1566" and _text(value)[0].isdecimal():
        item.geonames_id = int(_text(value)[0])
    elif name == "P569":
        item.born = item.born or wikidata_day(_text(value)[0])
    elif name == "P570":
        item.died = item.died or wikidata_day(_text(value)[0], is_end=True)
    elif name == "P39" and (number := _number(value)) is not None:
        item.offices.append((number, None, None))
    elif name == "P625":
        item.has_place = True
    elif name in SEATS:
        item.has_seat = True


def _add_text(item: Item, predicate: str, text: str, language: str | None) -> None:
    if language not in LANGUAGES or not text:
        return
    if predicate == _LABEL:
        item.labels[language] = text
    elif predicate == _ALIAS:
        item.aliases.setdefault(language, []).append(text)
    elif language == "en":
        item.description = text
