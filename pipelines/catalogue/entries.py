"""The kinds of entries: what a line of the catalogue can say about how tables are made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import polars as pl

    from pipelines.settings import Settings
    from pipelines.warehouse import Warehouse
    from pipelines.worker import Worker


class Cost(StrEnum):
    """What making a table is paid in; shown in the UI."""

    READING = "reading"
    MODEL = "model"
    SQL = "sql"
    FRAME = "frame"


class UnitKind(StrEnum):
    """What a table is made by: the column that says which unit a row belongs to."""

    ARTICLE = "article_id"
    DOCUMENT = "document_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the catalogue.

    Attributes:
        tables: The tables that it writes, the main one first.
        reads: The tables that it reads; the order of making follows from them.
        cost: What making is paid in.
        after: Tables that are made before it although it does not read them: making them may change rows that it reads.
    """

    tables: tuple[str, ...]
    reads: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    cost: Cost = Cost.SQL

    @property
    def name(self) -> str:
        """The main table."""
        return self.tables[0]

    @property
    def follows(self) -> tuple[str, ...]:
        """The tables whose changes make something of it pending."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested(Entry):
    """Tables filled from what users bring."""

    cost: Cost = Cost.READING


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated(Entry):
    """Tables that a worker makes, unit by unit.

    Attributes:
        worker: Builds the worker from the settings.
        units: What the units are.
        units_sql: Name of the statement in `sql/units/` that lists them with their size and what they are read from.
        watches: Tables whose changes may make units pending; those of the units themselves.
    """

    worker: "Callable[[Settings], Worker]"
    units: UnitKind = UnitKind.ARTICLE
    units_sql: str = "articles"
    watches: tuple[str, ...] = ("core.articles",)
    cost: Cost = Cost.MODEL

    @property
    def follows(self) -> tuple[str, ...]:
        """The tables that it watches."""
        return self.watches


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived(Entry):
    """Tables that follow from other tables as a whole, kept in step by what changed.

    Attributes:
        make: Brings the tables up to date in short commits; given the warehouse, the settings, and the
            changed units (column `unit_id`; None for all).
        identity: What made the rows, from the settings: a change makes everything again.
        watches: Tables whose changes it follows.
    """

    make: "Callable[[Warehouse, Settings, pa.Table | None], Mapping[str, int | str | bool]]"
    identity: "Callable[[Settings], str]"
    watches: tuple[str, ...] = ()

    @property
    def follows(self) -> tuple[str, ...]:
        """The tables that it watches."""
        return self.watches


@dataclass(frozen=True, slots=True, kw_only=True)
class Mart(Entry):
    """An aggregate: a pure function of lazy frames, made again for the days that changed.

    Attributes:
        transform: Keyword arguments are named after the tables that it reads; returns the mart's columns.
        days_after: So many days after a changed day depend on it too.
        days_before: So many days before a day are read to make its rows.
        least_count: Of the daily marts that it reads, only things matter of which a day has so many articles whose rows are made;
            rows are made of days that have them.
        carried: Texts of the daily mart that it reads, that of the key first, that its rows take over as they stand: its function may
            be given numbers in their place.

    A second table keeps what each article without a day adds to the mart's rows of no day, so that these are added to. All columns of
    such a mart outside its key are sums over articles, and a key whose sums are all 0 has no row.
    """

    transform: "Callable[..., pl.LazyFrame]"
    days_after: int = 0
    days_before: int = 0
    least_count: int = 0
    carried: tuple[str, ...] = ()
    cost: Cost = Cost.FRAME

    @property
    def follows(self) -> tuple[str, ...]:
        """The tables that it reads."""
        return self.reads

    @property
    def parts(self) -> str | None:
        """The table that keeps what articles without a day add; None for a mart that has none."""
        return self.tables[1] if len(self.tables) > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Entry):
    """The copy of the warehouse that users open."""


@dataclass(frozen=True, slots=True)
class Catalogue(Mapping[str, Entry]):
    """Every entry by each of its tables, in an order in which they can be made.

    Raises:
        ValueError: If two entries write one table, an entry reads a table that no entry before it writes, or one stands before
            what it is to be made after. A part of the catalogue may lack what an entry is only made after.
    """

    entries: tuple[Entry, ...]
    _by_table: dict[str, Entry] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Check that each table has one maker and that nothing is read before it is made."""
        for entry in self.entries:
            missing = [name for name in entry.reads if name not in self._by_table]
            if missing:
                raise ValueError(f"{entry.name} reads {missing}, which no entry before it writes")
            for name in entry.tables:
                if name in self._by_table:
                    raise ValueError(f"{name} is written by {self._by_table[name].name} and by {entry.name}")
                if any(name in other.after for other in self._by_table.values()):
                    raise ValueError(f"{entry.name} writes {name} for which an entry before it should have waited")
                self._by_table[name] = entry

    def __getitem__(self, table_name: str) -> Entry:
        """Return the entry that writes a table."""
        try:
            return self._by_table[table_name]
        except KeyError:
            raise KeyError(f"no entry makes {table_name!r}; there are: {', '.join(self._by_table)}") from None

    def __iter__(self) -> Iterator[str]:
        """Iterate over the tables in the order of making."""
        return iter(self._by_table)

    def __len__(self) -> int:
        """Return the number of tables."""
        return len(self._by_table)

    def with_entries(self, more: Sequence[Entry]) -> "Catalogue":
        """Return this catalogue with further entries before the last, which then reads what they make too."""
        if not more:
            return self
        *made, last = self.entries
        tables = [name for entry in more for name in entry.tables]
        return Catalogue((*made, *more, replace(last, reads=(*last.reads, *tables))))

    def annotated(self, units: UnitKind) -> tuple[Annotated, ...]:
        """Return the entries that workers make by units of one kind, in the order of making."""
        return tuple(e for e in self.entries if isinstance(e, Annotated) and e.units == units)

    def readings(self) -> tuple[Annotated, ...]:
        """Return the entries whose workers read articles: one pass over a batch serves them all."""
        return self.annotated(UnitKind.ARTICLE)

    def after(self, table_names: Sequence[str]) -> tuple[Entry, ...]:
        """Return the entries that write these tables or follow from them, in the order of making."""
        names, found = set(table_names), []
        for entry in self.entries:
            if names & {*entry.tables, *entry.reads, *entry.after}:
                names |= set(entry.tables)
                found.append(entry)
        return tuple(found)
