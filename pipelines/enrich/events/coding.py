"""Names of features and their rows in a network: what is named from the same facts is named, and looked up, once.

A group of features is a function of a few facts (a word, a type) that gives names. Training takes the names; a network takes the rows of those
that it knows, which are remembered by the facts: news repeats them, and most names are of words that no network knows.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

Group = Callable[..., tuple[str, ...]]
"""Names features from facts that can be keys."""
REMEMBERED = 1 << 15
"""Combinations of facts that a group remembers before its memory is emptied: a day's news has fewer; 5 MB at most."""

Found = TypeVar("Found", covariant=True)  # noqa: PLC0105 what it is says more than how it varies
"""A name or a row."""


class Coded(Protocol[Found]):
    """What a group gives for facts."""

    def __getitem__(self, facts: tuple[Any, ...], /) -> tuple[Found, ...]:
        """Return what the features of these facts are called."""


class Coding(Protocol[Found]):
    """How features are told: by their names, or by their rows in a network."""

    def of(self, group: Group) -> Coded[Found]:
        """Return what a group gives for facts."""


class _Names:
    def __init__(self, group: Group) -> None:
        self._group = group

    def __getitem__(self, facts: tuple[Any, ...]) -> tuple[str, ...]:
        return self._group(*facts)


class Names:
    """Tells features by their names."""

    def of(self, group: Group) -> _Names:
        """Return the names that a group gives."""
        return _Names(group)


class _Rows(dict[tuple[Any, ...], tuple[int, ...]]):
    def __init__(self, group: Group, rows: Mapping[str, int]) -> None:
        super().__init__()
        self._group, self._known = group, rows

    def __missing__(self, facts: tuple[Any, ...]) -> tuple[int, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        found = (self._known.get(name) for name in self._group(*facts))
        rows = self[facts] = tuple(row for row in found if row is not None)
        return rows


class Rows:
    """Tells features by their rows in a network, those that it does not know left out.

    Args:
        rows: Row of each feature.
    """

    def __init__(self, rows: Mapping[str, int]) -> None:
        self._rows = rows
        self._groups: dict[Group, _Rows] = {}

    def of(self, group: Group) -> _Rows:
        """Return the rows that a group gives."""
        coded = self._groups.get(group)
        if coded is None:
            coded = self._groups[group] = _Rows(group, self._rows)
        return coded


NAMES = Names()
