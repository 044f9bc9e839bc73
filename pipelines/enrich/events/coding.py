"""Names of features and their rows in a network: what is named from the same facts is named, and looked up, once.

A group of features is a function of a few facts (a word, a type) that gives names. Training takes the names; a network takes the rows of those
that it knows, which are remembered by the facts where news repeats them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from pipelines.enrich.events.phrases import says_something

Group = Callable[..., tuple[str, ...]]
"""Names features from facts that can be keys."""
REMEMBERED = 1 << 15
"""Combinations of facts that a group remembers before its memory is emptied: a day's news has fewer; 5 MB at most."""

_NEAR = "b="
"""What names of features of words that stand near begin with."""
Found = TypeVar("Found", covariant=True)  # noqa: PLC0105 what it is says more than how it varies
"""A name or a row."""


class Coded(Protocol[Found]):
    """What a group gives for facts."""

    def __getitem__(self, facts: tuple[Any, ...], /) -> tuple[Found, ...]:
        """Return what the features of these facts are called."""


class Named(Protocol[Found]):
    """What a name is called."""

    def __getitem__(self, name: str, /) -> tuple[Found, ...]:
        """Return what the feature of a name is called; nothing when it is not known."""


class Near(Protocol[Found]):
    """What a word that stands near is called."""

    def __getitem__(self, fact: str, /) -> tuple[Found, ...]:
        """Return what its features are called, alone and with a fact."""


class Coding(Protocol[Found]):
    """How features are told: by their names, or by their rows in a network."""

    @property
    def named(self) -> Named[Found]:
        """What names are called: for those of facts that seldom repeat."""

    def of(self, group: Group) -> Coded[Found]:
        """Return what a group gives for facts: for those that repeat."""

    def near(self, words: Sequence[str]) -> Sequence[Near[Found] | None]:
        """Return for each word what it is called where it stands near; None for one that says nothing."""


class _Names:
    def __init__(self, group: Group) -> None:
        self._group = group

    def __getitem__(self, facts: tuple[Any, ...]) -> tuple[str, ...]:
        return self._group(*facts)


class _Alone:
    def __getitem__(self, name: str) -> tuple[str, ...]:
        return (name,)


class Names:
    """Tells features by their names."""

    named = _Alone()

    def of(self, group: Group) -> _Names:
        """Return the names that a group gives."""
        return _Names(group)

    def near(self, words: Sequence[str]) -> list[Near[str] | None]:
        """Return what gives two names per word and fact."""
        return [_NearName(word) if says_something(word) else None for word in words]


class _NearName:
    def __init__(self, word: str) -> None:
        self._word = word

    def __getitem__(self, fact: str) -> tuple[str, ...]:
        return f"{_NEAR}{self._word}", f"{_NEAR}{self._word}/{fact}"


class _Row(dict[str, tuple[int, ...]]):
    def __missing__(self, name: str) -> tuple[int, ...]:
        return ()


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


class _NearRows(dict[str, tuple[int, ...]]):
    """Rows by fact; a fact that the network does not know with the word leaves those of the word alone, which stand at ''."""

    def __missing__(self, fact: str) -> tuple[int, ...]:
        return self[""]


class Rows:
    """Tells features by their rows in a network, those that it does not know left out.

    Args:
        rows: Row of each feature.
    """

    def __init__(self, rows: Mapping[str, int]) -> None:
        self.named = _Row({name: (row,) for name, row in rows.items()})
        self._rows = rows
        self._groups: dict[Group, _Rows] = {}
        self._near: dict[str, _NearRows] = {}
        for name in rows:
            if name.startswith(_NEAR):
                word, _, fact = name.removeprefix(_NEAR).partition("/")
                alone = self.named[_NEAR + word]
                by_fact = self._near.setdefault(word, _NearRows({"": alone}))
                if fact:
                    by_fact[fact] = alone + self.named[name]

    def of(self, group: Group) -> _Rows:
        """Return the rows that a group gives."""
        coded = self._groups.get(group)
        if coded is None:
            coded = self._groups[group] = _Rows(group, self._rows)
        return coded

    def near(self, words: Sequence[str]) -> list[Near[int] | None]:
        """Return what gives the rows of those of the two names per word and fact that the network knows."""
        return list(map(self._near.get, words))


NAMES = Names()
