"""Entities into a pack: keys are made, rows put in order, files written, digests noted.

All rows are in memory at once; `parts` builds a large base of parts, each made here.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.knowledge.manifest import MANIFEST_FILE, Manifest, describe
from pipelines.knowledge.names import full_keys, lone_keys_of_entry, thing_keys
from pipelines.knowledge.tables import (
    ENTITIES,
    ENTITY_KINDS,
    KEYS,
    NAMES,
    OFFICES,
    POSITIONS,
    TABLES,
    THOUSANDTHS,
    PackTables,
    write_table,
)

_SCRIPTS: Mapping[str, str] = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "CJK": "Hani", "HANGUL": "Hang", "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan", "GREEK": "Grek", "HEBREW": "Hebr", "DEVANAGARI": "Deva", "THAI": "Thai", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "BENGALI": "Beng", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "GUJARATI": "Gujr", "GURMUKHI": "Guru", "ORIYA": "Orya", "ETHIOPIC": "Ethi", "MYANMAR": "Mymr", "KHMER": "Khmr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its language (ISO 639-1), where the source states it."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An office, as a source states it."""

    label: str
    number: int
    country: str | None
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An entity, as sources state it; the canonical name is the first."""

    number: int
    kind: str
    names: Sequence[Name]
    popularity: float = 0.0
    country: str | None = None
    geonames_id: int = 0
    born: date | None = None
    died: date | None = None
    description: str | None = None
    offices: Sequence[Held] = ()


def script_of(text: str) -> str | None:
    """Return the ISO 15924 code of the first letter's script; None without a letter of a known one."""
    letter = next((char for char in text if char.isalpha()), "")
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0]) if letter else None


def keys_of(thing: Thing) -> frozenset[int]:
    """Return every key under which an entity is found."""
    found: set[int] = set()
    for name in thing.names:
        if thing.kind == "person":
            found |= full_keys(name.text) | lone_keys_of_entry(name.text, thing.country)
        else:
            found |= thing_keys(name.text)
    return frozenset(found)


def tables_of(things: Iterable[Thing]) -> PackTables:
    """Return the tables of a pack of these entities, by ascending number."""
    ordered = sorted(things, key=lambda thing: thing.number)
    positions: dict[tuple[int, str], int] = {}
    offices: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    keys: list[int] = []
    owners: list[int] = []
    for row, thing in enumerate(ordered):
        names += [
            {"entity": row, "name": n.text, "language": n.language, "script": script_of(n.text)} for n in thing.names
        ]
        for held in sorted(thing.offices, key=lambda held: (held.first_day or date.min, held.label)):
            position = positions.setdefault((held.number, held.label), len(positions))
            offices.append({
                "entity": row, "position": position, "country": held.country,
                "first_day": held.first_day, "last_day": held.last_day,
            })  # fmt: skip
        own = sorted(keys_of(thing))
        keys += own
        owners += [row] * len(own)
    key_array, owner_array = np.array(keys, np.uint32), np.array(owners, np.uint32)
    order = np.lexsort((owner_array, key_array))
    return PackTables(
        entities=pa.Table.from_pylist([_entity_row(thing) for thing in ordered], ENTITIES),
        names=pa.Table.from_pylist(names, NAMES),
        offices=pa.Table.from_pylist(offices, OFFICES),
        positions=pa.Table.from_pylist([{"number": n, "label": label} for n, label in positions], POSITIONS),
        keys=pa.table([key_array[order], owner_array[order]], KEYS),
    )


def write_pack(folder: Path, manifest: Manifest, tables: PackTables, *, is_compressed: bool) -> Manifest:
    """Write a pack; return its manifest with the digests of its files. The manifest is written last."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in zip(TABLES, tables, strict=True):
        write_table(folder / name, table, is_compressed=is_compressed)
    return write_manifest(folder, manifest, tables.entities.num_rows)


def write_manifest(folder: Path, manifest: Manifest, entity_count: int) -> Manifest:
    """Write the manifest of a pack whose tables stand; return it with their digests."""
    whole = replace(manifest, entity_count=entity_count, files=describe(folder, list(TABLES)))
    (folder / MANIFEST_FILE).write_text(whole.to_json(), encoding="utf-8")
    return whole


def _entity_row(thing: Thing) -> dict[str, Any]:
    return {
        "number": thing.number,
        "kind": ENTITY_KINDS.index(thing.kind),
        "country": thing.country,
        "geonames_id": thing.geonames_id,
        "popularity": round(min(max(thing.popularity, 0.0), 1.0) * THOUSANDTHS),
        "born": thing.born,
        "died": thing.died,
        "description": thing.description,
    }
