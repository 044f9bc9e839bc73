"""Names of features and what stands for them in a network: what is named from the same facts is named, and looked up, once.

A group of features is a function of a few facts (a word, a type) that gives names. Training takes the names; a network takes the rows of those
that it knows, or, where one number is asked, the sum of what they count for, which are remembered by the facts where news repeats them.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from typing import Any, Generic, Protocol, TypeVar

from pipelines.enrich.events.phrases import says_something

Group = Callable[..., tuple[str, ...]]
"""Names features from facts that can be keys."""
REMEMBERED = 1 << 15
"""Combinations of facts that a group remembers before its memory is emptied: a day's news has fewer; 5 MB at most."""

_NEAR = "b="
"""What names of features of words that stand near begin with."""
Value = TypeVar("Value")
Given = TypeVar("Given", covariant=True)  # noqa: PLC0105 what it is says more than how it varies
"""What stands for some features: their names, their rows, or a number."""
Found = TypeVar("Found")
"""A name or a row."""


class Coded(Protocol[Given]):
    """What a group gives for facts."""

    def __getitem__(self, facts: tuple[Any, ...], /) -> Given:
        """Return what stands for the features of these facts."""


class Named(Protocol[Given]):
    """What stands for a name."""

    def __getitem__(self, name: str, /) -> Given:
        """Return what stands for the feature of a name; nothing when it is not known."""


class Coding(Protocol[Given]):
    """How features are told: by their names, by their rows in a network, or by what they count for."""

    @property
    def named(self) -> Named[Given]:
        """What stands for names: for those of facts that seldom repeat."""

    def of(self, group: Group) -> Coded[Given]:
        """Return what a group gives for facts: for those that repeat."""


class Summing(Coding[Given], Protocol):
    """A coding whose parts can be added up, with words that stand near."""

    def near(self, words: Sequence[str]) -> Sequence[Named[Given]]:
        """Return for each word what stands for it where it stands near, alone and with a fact."""


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

    def near(self, words: Sequence[str]) -> list[Named[tuple[str, ...]]]:
        """Return what gives two names per word and fact; none for a word that says nothing."""
        return [_NearName(word) if says_something(word) else _SILENT_NAME for word in words]


class _NearName:
    def __init__(self, word: str) -> None:
        self._word = word

    def __getitem__(self, fact: str) -> tuple[str, ...]:
        return f"{_NEAR}{self._word}", f"{_NEAR}{self._word}/{fact}"


class _SilentName:
    def __getitem__(self, fact: str) -> tuple[str, ...]:
        return ()


_SILENT_NAME = _SilentName()


class _Known(dict[str, Value]):
    """What stands for names; `nothing` for those that are not known."""

    def __init__(self, values: Mapping[str, Value], nothing: Value) -> None:
        super().__init__(values)
        self._nothing = nothing

    def __missing__(self, name: str) -> Value:
        return self._nothing


class _Near(dict[str, float]):
    """What a word that stands near counts for, by a fact; facts are few, so that all that are asked are remembered."""

    def __init__(self, alone: float) -> None:
        super().__init__()
        self.alone = alone

    def __missing__(self, fact: str) -> float:
        self[fact] = self.alone
        return self.alone


class _Remembered(dict[tuple[Any, ...], Value]):
    """What stands for the features of facts, by the facts."""

    def __init__(self, group: Group, of_names: Callable[[tuple[str, ...]], Value]) -> None:
        super().__init__()
        self._group, self._of_names = group, of_names

    def __missing__(self, facts: tuple[Any, ...]) -> Value:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[facts] = self._of_names(self._group(*facts))
        return value


class _Coding(Generic[Value]):
    """What stands for features that are known, with the groups that were asked for."""

    def __init__(self, values: Mapping[str, Value], nothing: Value) -> None:
        self.named = _Known(values, nothing)
        self._groups: dict[Group, _Remembered[Value]] = {}

    def of(self, group: Group) -> _Remembered[Value]:
        """Return what a group gives."""
        coded = self._groups.get(group)
        if coded is None:
            coded = self._groups[group] = _Remembered(group, self._of_names)
        return coded

    def _of_names(self, names: tuple[str, ...]) -> Value:
        raise NotImplementedError


class Rows(_Coding[tuple[int, ...]]):
    """Tells features by their rows in a network, those that it does not know left out.

    Args:
        rows: Row of each feature.
    """

    def __init__(self, rows: Mapping[str, int]) -> None:
        super().__init__({name: (row,) for name, row in rows.items()}, ())

    def _of_names(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple([row for name in names for row in self.named[name]])


class Sums(_Coding[float]):
    """Tells features by the sum of what they count for, those that are not known by nothing.

    Args:
        weights: What each feature counts for.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__(weights, 0.0)
        self._near: dict[str, _Near] = {}
        for name, weight in weights.items():
            if name.startswith(_NEAR):
                word, _, fact = name.removeprefix(_NEAR).partition("/")
                by_fact = self._near.setdefault(word, _Near(self.named[_NEAR + word]))
                if fact:
                    by_fact[fact] = by_fact.alone + weight

    def near(self, words: Sequence[str]) -> list[Named[float]]:
        """Return what gives the sum of the two names per word and fact."""
        return list(map(self._near.get, words, repeat(_SILENT)))

    def _of_names(self, names: tuple[str, ...]) -> float:
        return sum(map(self.named.__getitem__, names))


_SILENT = _Near(0.0)
NAMES = Names()
