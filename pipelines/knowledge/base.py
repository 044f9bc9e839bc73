"""A knowledge base at run time: names to entities, and what is known of each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.knowledge.columns import Columns, OwnedColumns, Places, Row, spans
from pipelines.knowledge.manifest import Manifest, check_files, read_manifest
from pipelines.knowledge.names import asked_keys, initial_keys
from pipelines.knowledge.remembered import Remembered
from pipelines.knowledge.tables import ENTITY_KINDS, KEY_FORMS, THOUSANDTHS, read_tables

MOST_PER_KEY = 2_000
"""Entities that are looked at under one key: the most popular ones. In the shipped pack, "Wang" has some hundred."""
CACHE_SIZE = 1 << 14
READ_AT_ONCE = 4_096
"""Entities that are in memory at once where every one is read."""
_ROW_BITS = 32
"""Bits of a row's number in a pair of numbers that are one."""
_NO_NUMBER = 1 << 32
"""More than the number of an item can be in a pack."""
Read = TypeVar("Read")


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
        self._entries = Remembered(self._read_entries, CACHE_SIZE)
        self._names = Remembered(self._read_names, CACHE_SIZE)
        numbers = _numbers(tables.entities, "geonames_id")
        placed = np.flatnonzero(numbers)
        self._placed = placed[np.argsort(numbers[placed], kind="stable")]
        self._geonames_ids = numbers[self._placed]
        batches = [len(batch) for batch in tables.entities.column("number").chunks]
        self._starts = np.cumsum([0, *batches])[:-1]
        self._facts = Columns(tables.entities, ("country", "geonames_id", "born", "died", "description"))
        self._name_texts = OwnedColumns(tables.names, ("name",))
        self._held = OwnedColumns(tables.offices, ("position", "country", "first_day", "last_day"))
        positions = Columns(tables.positions, ("label", "number"))
        self._titles: Remembered[int, Row] = Remembered(
            lambda asked: positions.of(0, np.array(asked, np.int64)), CACHE_SIZE
        )

    @cached_property
    def _by_number(self) -> npt.NDArray[np.int64]:
        return np.argsort(self._numbers, kind="stable")

    def __len__(self) -> int:
        """Return the number of entities."""
        return len(self._numbers)

    def entry(self, row: int) -> Entry:
        """Return what is known of the entity in a row."""
        return self.entries_of([row])[0]

    def entries_of(self, rows: Sequence[int]) -> list[Entry]:
        """Return what is known of the entities in these rows."""
        return self._entries.of(rows)

    def names_of(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        """Return the names of the entities in these rows, without reading the rest."""
        return self._names.of(rows)

    def find(self, wikidata_id: str) -> Entry | None:
        """Return what is known of an item; None when the pack does not have it."""
        return self.find_all([wikidata_id])[0]

    def find_all(self, wikidata_ids: Sequence[str]) -> list[Entry | None]:
        """Return what is known of each of these items; None where the pack does not have it."""
        if not len(self):
            return [None] * len(wikidata_ids)
        asked = np.array([min(int(wikidata_id[1:]), _NO_NUMBER) for wikidata_id in wikidata_ids], np.int64)
        places = self._numbers.searchsorted(asked.astype(self._numbers.dtype), sorter=self._by_number)
        rows = self._by_number[np.minimum(places, len(self) - 1)]
        is_known = self._numbers[rows] == asked
        found = iter(self.entries_of(rows[is_known].tolist()))
        return [next(found) if known else None for known in is_known.tolist()]

    def rows(self, keys: Collection[int]) -> list[int]:
        """Return the rows that are found under any of these keys, the most popular `MOST_PER_KEY` of each."""
        rows: list[int] = self.rows_under([keys])[1].tolist()
        return rows

    def rows_under(self, asked: Sequence[Collection[int]]) -> tuple[Places, Places]:
        """Return what is found under many sets of keys, as pairs in ascending order: the place of the set in `asked`, and a row.

        Of a key the most popular `MOST_PER_KEY` rows count.
        """
        owners, starts, ends = self._places_of(asked)
        parts = [self._under(*span) for span in zip(starts.tolist(), ends.tolist(), strict=True)]
        rows = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        pairs = np.unique(np.repeat(owners, [len(part) for part in parts]) << _ROW_BITS | rows)
        return pairs >> _ROW_BITS, pairs & ((1 << _ROW_BITS) - 1)

    def counts_under(self, asked: Sequence[Collection[int]]) -> list[int]:
        """Return how many entities are found under each set of keys, without looking at them; one of two keys counts twice."""
        owners, starts, ends = self._places_of(asked)
        counts: list[int] = np.bincount(owners, ends - starts, len(asked)).astype(np.int64).tolist()
        return counts

    def _places_of(self, asked: Sequence[Collection[int]]) -> tuple[Places, Places, Places]:
        """Return whose keys are in the pack, and from where to where their rows stand."""
        starts, ends = spans(self._keys, np.fromiter(chain.from_iterable(asked), np.uint32))
        owners = np.repeat(np.arange(len(asked)), [len(keys) for keys in asked])
        is_known = starts < ends
        return owners[is_known], starts[is_known], ends[is_known]

    def _under(self, start: int, end: int) -> npt.NDArray[np.uint32]:
        rows = self._rows[start:end]
        if end - start > MOST_PER_KEY:
            rows = rows[np.argsort(-self._popularity[rows].astype(np.int64), kind="stable")[:MOST_PER_KEY]]
        return rows

    def rows_of_place(self, geonames_id: int) -> list[int]:
        """Return the rows of what is that place."""
        start, end = spans(self._geonames_ids, geonames_id)
        return [int(row) for row in self._placed[start:end]]

    def has_place(self, geonames_ids: Sequence[int]) -> npt.NDArray[np.bool_]:
        """Return of each id of GeoNames whether an entity is that place."""
        starts, ends = spans(self._geonames_ids, np.array(geonames_ids, np.int64))
        return starts < ends

    def ranks(self, rows: Sequence[int]) -> list[tuple[int, int]]:
        """Return what entities that fit equally well are ordered by, without reading the rest: the more popular first, then by item."""
        places = np.array(rows, np.int64)
        popularity, numbers = self._popularity[places].astype(np.int64), self._numbers[places]
        return list(zip((-popularity).tolist(), numbers.tolist(), strict=True))

    def kinds(self, rows: Sequence[int]) -> list[str]:
        """Return the kinds of the entities in some rows, without reading the rest."""
        return [ENTITY_KINDS[kind] for kind in self._kinds[np.array(rows, np.int64)].tolist()]

    def has(self, keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
        """Return of each key whether an entity is found under it: of many at once, without looking at the entities."""
        places = np.minimum(self._keys.searchsorted(keys), max(len(self._keys) - 1, 0))
        return self._keys[places] == keys if len(self._keys) else np.zeros(len(keys), np.bool_)

    def wikidata_ids(self) -> Iterator[str]:
        """Yield the id of every entity."""
        return (f"Q{number}" for number in self._numbers.tolist())

    def entries(self) -> Iterator[Entry]:
        """Yield every entity, in the order of its rows."""
        for start in range(0, len(self), READ_AT_ONCE):
            yield from self._read_entries(range(start, min(start + READ_AT_ONCE, len(self))))

    def _read_names(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        return self._in_batches(
            rows, lambda *asked: [tuple(name for (name,) in own) for own in self._name_texts.of(*asked)]
        )

    def _read_entries(self, rows: Sequence[int]) -> list[Entry]:
        return self._in_batches(rows, self._entries_in)

    def _entries_in(self, batch: int, rows: Places) -> Iterator[Entry]:
        asked, numbers = rows.tolist(), self._numbers[rows].tolist()
        popularity = [value / THOUSANDTHS for value in self._popularity[rows].tolist()]
        facts = self._facts.of(batch, rows - self._starts[batch])
        known = zip(
            numbers,
            self.kinds(asked),
            self.names_of(asked),
            popularity,
            facts,
            self._offices_of(batch, rows),
            strict=True,
        )
        for number, kind, names, fame, (country, geonames_id, born, died, description), offices in known:
            countries = frozenset(code for code in (country, *(office.country for office in offices)) if code)
            yield Entry(number, kind, names, country, geonames_id, fame, born, died, description, offices, countries)

    def _offices_of(self, batch: int, rows: Places) -> Iterator[tuple[Office, ...]]:
        held = self._held.of(batch, rows)
        positions = list({position for own in held for position, *_ in own})
        titles = dict(zip(positions, self._titles.of(positions), strict=True))
        for own in held:
            yield tuple([
                Office(label, country, first_day, last_day, number)
                for position, country, first_day, last_day in own
                for label, number in (titles[position],)
            ])  # fmt: skip

    def _in_batches(self, rows: Sequence[int], read: Callable[[int, Places], Iterable[Read]]) -> list[Read]:
        """Return what is read of rows, in their order; each record batch is asked once."""
        asked = np.array(rows, np.int64)
        batches = self._starts.searchsorted(asked, "right") - 1
        found: dict[int, Read] = {}
        for batch in np.unique(batches).tolist():
            own = asked[batches == batch]
            found.update(zip(own.tolist(), read(batch, own), strict=True))
        return [found[row] for row in asked.tolist()]


def _numbers(table: pa.Table, column: str) -> npt.NDArray[Any]:
    """Return a column of numbers without copying it, if it is one chunk."""
    values = table.column(column)
    numbers: npt.NDArray[Any] = values.chunk(0).to_numpy() if values.num_chunks == 1 else values.to_numpy()
    return numbers
