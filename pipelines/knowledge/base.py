"""A knowledge base at run time: names to entities, and what is known of each."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.knowledge.manifest import Manifest, check_files, read_manifest
from pipelines.knowledge.names import asked_keys, initial_keys
from pipelines.knowledge.tables import ENTITY_KINDS, KEY_FORMS, THOUSANDTHS, read_tables

MOST_PER_KEY = 2_000
"""Entities that are looked at under one key: the most popular ones. In the shipped pack, "Wang" has some hundred."""
CACHE_SIZE = 1 << 14


class Office(NamedTuple):
    """An office that a person held; None where no day is known."""

    label: str
    country: str | None
    first_day: date | None
    last_day: date | None
    number: int


class Entry(NamedTuple):
    """What a pack knows of one thing.

    Attributes:
        number: Of the Wikidata item.
        kind: One of `ENTITY_KINDS`.
        names: The canonical one first.
        country: ISO 3166-1 alpha-2, or None.
        geonames_id: Or 0.
        popularity: 0 to 1.
        born: Or None.
        died: Or None.
        description: Or None.
        offices: In the order of their first days.
        countries: Its country and those of its offices.
    """

    number: int
    kind: str
    names: tuple[str, ...]
    country: str | None
    geonames_id: int
    popularity: float
    born: date | None
    died: date | None
    description: str | None
    offices: tuple[Office, ...]
    countries: frozenset[str]

    @property
    def wikidata_id(self) -> str:
        """`Q` and the number."""
        return f"Q{self.number}"


class KnowledgeBase:
    """One pack of the kind `knowledge`, mapped into memory.

    Args:
        folder: The pack.

    Raises:
        PackError: If it is not a pack of this format, or a byte of it is another than its maker gave it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        check_files(folder, self.manifest)
        self.pack_id = self.manifest.pack_id
        tables = read_tables(folder)
        self._keys = _numbers(tables.keys, "key")
        self._rows = _numbers(tables.keys, "entity")
        self.full_keys = asked_keys if tables.keys.schema.metadata == KEY_FORMS else initial_keys
        self._numbers = _numbers(tables.entities, "number")
        self._kinds = _numbers(tables.entities, "kind")
        self._popularity = _numbers(tables.entities, "popularity")
        self._entry = lru_cache(maxsize=CACHE_SIZE)(self._read_entry)
        self.names = lru_cache(maxsize=CACHE_SIZE)(self._read_names)
        numbers = _numbers(tables.entities, "geonames_id")
        placed = np.flatnonzero(numbers)
        self._placed = placed[np.argsort(numbers[placed], kind="stable")]
        self._geonames_ids = numbers[self._placed]
        batches = [len(batch) for batch in tables.entities.column("number").chunks]
        self._starts = [0, *accumulate(batches)][:-1]
        self._facts = _Fields(tables.entities, ("country", "geonames_id", "born", "died", "description"))
        self._name_owners = _owners(tables.names)
        self._name_texts = tables.names.column("name").chunks
        self._office_owners = _owners(tables.offices)
        self._held = _Fields(tables.offices, ("position", "country", "first_day", "last_day"))
        titles = _Fields(tables.positions, ("label", "number"))
        self._title = lru_cache(maxsize=CACHE_SIZE)(lambda position: titles.of(0, position))

    @cached_property
    def _by_number(self) -> npt.NDArray[np.int64]:
        return np.argsort(self._numbers, kind="stable")

    def __len__(self) -> int:
        """Return the number of entities."""
        return len(self._numbers)

    def entry(self, row: int) -> Entry:
        """Return what is known of the entity in a row."""
        return self._entry(row)

    def find(self, wikidata_id: str) -> Entry | None:
        """Return what is known of an item; None when the pack does not have it."""
        number = int(wikidata_id[1:])
        place = int(np.searchsorted(self._numbers, number, sorter=self._by_number))
        row = int(self._by_number[place]) if place < len(self) else -1
        return self.entry(row) if row >= 0 and self._numbers[row] == number else None

    def rows(self, keys: Iterable[int]) -> list[int]:
        """Return the rows that are found under any of these keys, the most popular `MOST_PER_KEY` of each."""
        wanted = np.fromiter(keys, self._keys.dtype)
        starts, ends = self._keys.searchsorted(wanted, "left"), self._keys.searchsorted(wanted, "right")
        found: set[int] = set()
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            rows = self._rows[start:end]
            if end - start > MOST_PER_KEY:
                rows = rows[np.argsort(-self._popularity[rows].astype(np.int64), kind="stable")[:MOST_PER_KEY]]
            found.update(rows.tolist())
        return sorted(found)

    def rows_of_place(self, geonames_id: int) -> list[int]:
        """Return the rows of what is that place."""
        start, end = _span(self._geonames_ids, geonames_id)
        return [int(row) for row in self._placed[start:end]]

    def rank(self, row: int) -> tuple[int, int]:
        """Return what entities that fit equally well are ordered by, without reading the rest: the more popular first, then by item."""
        return -int(self._popularity[row]), int(self._numbers[row])

    def kind(self, row: int) -> str:
        """Return the kind of the entity in a row, without reading the rest."""
        return ENTITY_KINDS[self._kinds[row]]

    def has(self, keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
        """Return of each key whether an entity is found under it: of many at once, without looking at the entities."""
        places = np.minimum(self._keys.searchsorted(keys), max(len(self._keys) - 1, 0))
        return self._keys[places] == keys if len(self._keys) else np.zeros(len(keys), np.bool_)

    def count(self, keys: Iterable[int]) -> int:
        """Return how many entities are found under these keys, without looking at them."""
        return sum(end - start for start, end in (_span(self._keys, key) for key in keys))

    def wikidata_ids(self) -> Iterator[str]:
        """Yield the id of every entity."""
        return (f"Q{number}" for number in self._numbers.tolist())

    def entries(self) -> Iterator[Entry]:
        """Yield every entity, in the order of its rows."""
        return (self._read_entry(row) for row in range(len(self)))

    def _read_entry(self, row: int) -> Entry:
        batch = self._batch(row)
        country, geonames_id, born, died, description = self._facts.of(batch, row - self._starts[batch])
        offices = tuple(self._read_offices(batch, row))
        return Entry(
            number=int(self._numbers[row]),
            kind=self.kind(row),
            names=self.names(row),
            country=country,
            geonames_id=geonames_id,
            popularity=int(self._popularity[row]) / THOUSANDTHS,
            born=born,
            died=died,
            description=description,
            offices=offices,
            countries=frozenset(code for code in (country, *(office.country for office in offices)) if code),
        )

    def _read_names(self, row: int) -> tuple[str, ...]:
        batch = self._batch(row)
        first, last = _span(self._name_owners[batch], row)
        return tuple(self._name_texts[batch].slice(first, last - first).to_pylist())

    def _read_offices(self, batch: int, row: int) -> Iterator[Office]:
        if batch >= len(self._office_owners):
            return
        start, end = _span(self._office_owners[batch], row)
        for position, country, first_day, last_day in self._held.between(batch, start, end):
            label, number = self._title(position)
            yield Office(label, country, first_day, last_day, number)

    def _batch(self, row: int) -> int:
        return bisect_right(self._starts, row) - 1


class _Fields:
    """Columns of a table, read row by row without making a table of the row."""

    def __init__(self, table: pa.Table, names: Sequence[str]) -> None:
        self._batches = list(zip(*(table.column(name).chunks for name in names), strict=True))

    def of(self, batch: int, place: int) -> tuple[Any, ...]:
        """Return the values of a row of a record batch."""
        return tuple([column[place].as_py() for column in self._batches[batch]])

    def between(self, batch: int, start: int, end: int) -> Iterator[tuple[Any, ...]]:
        """Yield the values of neighbouring rows of a record batch."""
        if start < end:
            yield from zip(
                *(column.slice(start, end - start).to_pylist() for column in self._batches[batch]), strict=True
            )


def _owners(table: pa.Table) -> list[npt.NDArray[Any]]:
    """Return whose the rows of a table are, batch by batch."""
    return [chunk.to_numpy() for chunk in table.column("entity").chunks]


def _span(values: npt.NDArray[Any], value: int) -> tuple[int, int]:
    """Return where a value stands in an ascending column; asked in its own type, as any other would copy the column."""
    wanted = values.dtype.type(value)
    return int(values.searchsorted(wanted, "left")), int(values.searchsorted(wanted, "right"))


def _numbers(table: pa.Table, column: str) -> npt.NDArray[Any]:
    """Return a column of numbers without copying it, if it is one chunk."""
    values = table.column(column)
    numbers: npt.NDArray[Any] = values.chunk(0).to_numpy() if values.num_chunks == 1 else values.to_numpy()
    return numbers
