"""An entry of a pack that an entity may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache
from itertools import chain

from pipelines.enrich.linking.words import NOT_TELLING, words_of
from pipelines.knowledge.base import Entry

OPEN_END = timedelta(days=12 * 365)
"""An office without a stated end is taken to last this long at most."""
CACHE_SIZE = 1 << 12
"""Names of offices whose words are kept."""


@dataclass(frozen=True)
class Candidate:
    """An entry that an entity may be.

    Attributes:
        entry: What the pack knows.
        pack_id: The pack.
        likeness: How well the best of the entity's names fits, 0 to 1.
        is_lone: Whether only a family name stands for it.
        is_placed: Whether the gazetteer resolved mentions to this very place.
        family_count: Persons of the pack with this family name.
        is_complete: Whether the pack has what is written about of every kind, so that a name without a rival has none.
    """

    entry: Entry
    pack_id: str
    likeness: float
    is_lone: bool = False
    is_placed: bool = False
    family_count: int = 0
    is_complete: bool = False

    @cached_property
    def terms(self) -> tuple[tuple[int, int], ...]:
        """The first and the last day of each office of which one is known, counted as `date.toordinal` does."""
        return tuple(_terms(self.entry))

    @cached_property
    def office_words(self) -> frozenset[str]:
        """The telling words of the names of its offices."""
        return frozenset(chain.from_iterable(_telling_words(office.label) for office in self.entry.offices))


def _terms(entry: Entry) -> Iterator[tuple[int, int]]:
    for office in entry.offices:
        first = office.first_day or office.last_day
        if first is not None:
            yield first.toordinal(), (office.last_day or first + OPEN_END).toordinal()


@lru_cache(maxsize=CACHE_SIZE)
def _telling_words(label: str) -> frozenset[str]:
    return frozenset(words_of(label)) - NOT_TELLING
