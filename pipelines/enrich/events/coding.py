"""Names of features and their rows in a network: what is named from the same facts is named, and looked up, once.

A group of features is a function of a few facts (a word, a type) that gives names. Training takes the names; a network takes the rows of those
that it knows, which are remembered by the facts where news repeats them.
"""

from collections.abc import Callable, Mapping, Sequence
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
        """Return what a group gives for facts: for those that repeat."""

    def told(self, names: Sequence[str]) -> Sequence[Found]:
        """Return what features are called: for names of facts that seldom repeat."""


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

    def told(self, names: Sequence[str]) -> Sequence[str]:
        """Return the names."""
        return names


class _Rows(dict[tuple[Any, ...], tuple[int, ...]]):
    def __init__(self, group: Group, rows: Mapping[str, int]) -> None:
        super().__init__()
        self._group, self._known = group, rows

    def __missing__(self, facts: tuple[Any, ...]) -> tuple[int, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        known = self._known
        rows = self[facts] = tuple([known[name] for name in self._group(*facts) if name in known])
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

    def told(self, names: Sequence[str]) -> Sequence[int]:
        """Return the rows of those names that the network knows."""
        rows = self._rows
        return [rows[name] for name in names if name in rows]


NAMES = Names()
