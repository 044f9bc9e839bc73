"""The user's alias file: names that are one entity, and names that are not, whatever the rules say."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DIGEST_CHARS = 8
MAX_FILE_BYTES = 8 << 20
MAX_ENTRIES = 100_000
"""Enough for a newsroom's authority file; a larger one is an export that was not meant for this."""
ENTITY_TYPES = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
_FIELDS = frozenset({"entity", "type", "aliases", "wikidata", "not"})


class OverrideError(ValueError):
    """An alias file is not in the form that is documented; the message names file, line and what was expected."""


@dataclass(frozen=True, slots=True)
class Override:
    """One entity of the alias file.

    Attributes:
        name: The name to show.
        entity_type: OntoNotes name.
        aliases: Other names of the entity, beside `name`.
        wikidata_id: `Q...`, or None.
        others: Names that are never this entity.
    """

    name: str
    entity_type: str
    aliases: tuple[str, ...] = ()
    wikidata_id: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overrides:
    """The entries of an alias file, in file order."""

    entries: tuple[Override, ...] = ()

    def __iter__(self) -> Iterator[Override]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def digest(self) -> str:
        """Changes when an entry does: part of what the entities were made from."""
        return hashlib.sha256(repr(self.entries).encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_CHARS]


def load_overrides(path: Path) -> Overrides:
    """The entries of a YAML alias file: a list of mappings with these keys.

    `entity` (required) the name to show; `type` (required) an OntoNotes type; `aliases` a list of names;
    `wikidata` an item such as Q42; `not` a list of names that are someone else.

    Raises:
        OverrideError: If the file cannot be read, is too large, is not YAML, or an entry is not of this form, or one
            name is given to two entities. The message names the file and the line.
    """
    import yaml

    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise OverrideError(f"{path}: expected at most {MAX_FILE_BYTES} bytes")
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OverrideError(f"{path}: expected a readable UTF-8 YAML file ({error})") from error
    try:
        _refuse_anchors(path, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise OverrideError(f"{path}: {where}expected YAML ({getattr(error, 'problem', None) or error})") from error
    if node is None or data is None:
        return Overrides()
    if not isinstance(data, list):
        raise OverrideError(
            f"{path}: line {_line(node.start_mark)}: expected a list of entities, each beginning with `- entity: NAME`"
        )
    if len(data) > MAX_ENTRIES:
        raise OverrideError(f"{path}: expected at most {MAX_ENTRIES} entities, found {len(data)}")
    lines = [_line(item.start_mark) for item in node.value]
    entries = tuple(_entry(f"{path}: line {line}", item) for line, item in zip(lines, data, strict=True))
    _refuse_shared_names(path, entries, lines)
    return Overrides(entries)


def _line(mark: Any) -> int:  # noqa: ANN401 - a YAML mark, which may be absent
    """The line of a YAML mark, from 1."""
    return mark.line + 1 if mark is not None else 1


def _refuse_anchors(path: Path, text: str) -> None:
    """Aliases of YAML itself can make a small file huge ("billion laughs"); alias files have no use for them."""
    import yaml

    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise OverrideError(
                f"{path}: line {_line(event.start_mark)}: expected plain names, found the YAML alias *{event.anchor}"
            )


def _entry(place: str, item: Any) -> Override:  # noqa: ANN401 - whatever the YAML holds
    if not isinstance(item, dict):
        raise OverrideError(f"{place}: expected a mapping with `entity` and `type`")
    unknown = sorted(str(key) for key in item if key not in _FIELDS)
    if unknown:
        raise OverrideError(f"{place}: unknown keys {', '.join(unknown)}; expected {', '.join(sorted(_FIELDS))}")
    name, entity_type, wikidata = item.get("entity"), item.get("type"), item.get("wikidata")
    if not isinstance(name, str) or not name.strip():
        raise OverrideError(f"{place}: `entity` expected a name, found {name!r}")
    if entity_type not in ENTITY_TYPES:
        raise OverrideError(f"{place}: `type` expected one of {', '.join(ENTITY_TYPES)}, found {entity_type!r}")
    if wikidata is not None and not (isinstance(wikidata, str) and wikidata[:1] == "Q" and wikidata[1:].isdecimal()):
        raise OverrideError(f"{place}: `wikidata` expected an item such as Q42, found {wikidata!r}")
    return Override(name.strip(), entity_type, _names(place, item, "aliases"), wikidata, _names(place, item, "not"))


def _names(place: str, item: dict[str, Any], field: str) -> tuple[str, ...]:
    names = item.get(field) or []
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise OverrideError(
            f'{place}: `{field}` expected a list of names; quote names that YAML reads otherwise ("No", "1984")'
        )
    return tuple(name.strip() for name in names)


def _refuse_shared_names(path: Path, entries: tuple[Override, ...], lines: list[int]) -> None:
    owners: dict[tuple[str, str], int] = {}
    for entry, line in zip(entries, lines, strict=True):
        for name in {entry.name, *entry.aliases}:
            first = owners.setdefault((entry.entity_type, name.casefold()), line)
            if first != line:
                raise OverrideError(f"{path}: line {line}: {name!r} is already a name of the entity at line {first}")
        if clash := {name.casefold() for name in (entry.name, *entry.aliases)} & {
            name.casefold() for name in entry.others
        }:
            raise OverrideError(f"{path}: line {line}: {min(clash)!r} stands under both `aliases` and `not`")
