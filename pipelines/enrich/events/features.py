"""A sentence as the networks of events see it, and what they see of an expression that may tell an event."""
# ruff: noqa: FBT001, PLR0917 the facts of a group of features make a key, which has no names

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, NamedTuple, TypeVar

from pipelines.enrich.events.coding import Coded, Named, Summing
from pipelines.enrich.events.cues import BE_FORMS, HAVE_FORMS, MODALS, is_passive
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.phrases import CACHED_WORDS, Phrase
from pipelines.enrich.events.words import Cut, Word, listed

_PREPOSITIONS = listed(
    """
    by of with against on upon at to from in into for over between among toward towards under after before about near
    across through
    """
)
RELATIVES = frozenset({"who", "that", "which", "whose", "where"})
_JOINING = frozenset({"and", "or"})
AUXILIARIES = BE_FORMS | HAVE_FORMS | MODALS
_DETERMINERS = frozenset({"the", "a", "an", "his", "their", "its", "our", "her", "former", "all", "two", "three"})
_FOLLOWING = dict.fromkeys(_JOINING, "and") | dict.fromkeys(AUXILIARIES, "aux") | dict.fromkeys(RELATIVES, "who")
"""Kind of what follows a phrase."""
FAR = 12
"""Words beyond which a distance is just far."""


Summed = TypeVar("Summed", float, tuple[str, ...])
"""What features are told by: what they count for together, or their names."""
Near = TypeVar("Near")


@dataclass(frozen=True)
class Sentence:
    """A sentence as the readings see it.

    Attributes:
        cut: Its words as columns.
        starts: First character of each word in the text.
        kinds: For each word the type of the name that it belongs to, or ''.
        phrases: Who can act or be acted on.
        quoted: For each word, whether it stands in quotation marks.
        is_title: Whether it is a headline.
    """

    cut: Cut
    starts: Sequence[int]
    kinds: Sequence[str]
    phrases: Sequence[Phrase]
    quoted: Sequence[bool]
    is_title: bool

    @property
    def lowers(self) -> list[str]:
        """The characters of its words in lower case."""
        return self.cut.lowers

    @cached_property
    def words(self) -> list[Word]:
        """Its words one by one."""
        return self.cut.words()

    def end_of(self, place: int) -> int:
        """One past the last character of a word in the text."""
        return self.starts[place] + len(self.cut.lowers[place])

    def is_capital(self, place: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.cut.surface[self.starts[place] - self.cut.start].isupper()

    def shape(self, place: int) -> str:
        """A word as its neighbours see it, a name by its type, numbers as one; `<>` beyond the sentence."""
        if not 0 <= place < len(self.kinds):
            return "<>"
        kind, lower = self.kinds[place], self.cut.lowers[place]
        return f"<{kind}>" if kind else "<0>" if lower[0].isdigit() else lower

    @cached_property
    def beside(self) -> list[tuple[str, str]]:
        """For each phrase the preposition or mark before it, and what kind of word follows it; '' for others."""
        return [_beside(self.cut.lowers, phrase) for phrase in self.phrases]


def _beside(lowers: Sequence[str], phrase: Phrase) -> tuple[str, str]:
    before = lowers[phrase.first - 1] if phrase.first else "<>"
    if before in _DETERMINERS and phrase.first > 1:
        before = lowers[phrase.first - 2]
    preposition = before if before in _PREPOSITIONS or before == "," else "and" if before in _JOINING else ""
    after = lowers[phrase.end] if phrase.end < len(lowers) else "<>"
    return preposition, after if after in {"'s", ","} else _FOLLOWING.get(after, "")


@lru_cache(maxsize=CACHED_WORDS)
def _ending(lower: str) -> str:
    return next((end for end in ("ing", "ed", "es", "s", "er", "ers", "ly") if lower.endswith(end)), "")


def trigger_features(sentence: Sentence, found: Sequence[Match], coding: Summing[Summed]) -> list[Summed]:
    """What tells of each of some expressions whether it tells an event of its type here.

    Args:
        sentence: The sentence.
        found: The expressions.
        coding: How features are told; those of an expression are added up.
    """
    if not found:
        return []
    near = coding.near(sentence.cut.lowers)
    of = coding.of
    groups = _Groups(of(_expression), of(_far), of(_beside_it), of(_form), of(_neighbour))
    return [_trigger_features(sentence, match, near, groups, coding.named) for match in found]


class _Groups(NamedTuple, Generic[Summed]):
    """The groups of features of what tells an event, each as a coding gives it."""

    expression: Coded[Summed]
    far: Coded[Summed]
    beside: Coded[Summed]
    form: Coded[Summed]
    neighbour: Coded[Summed]


def _trigger_features(
    sentence: Sentence, match: Match, near: Sequence[Named[Summed]], groups: _Groups[Summed], named: Named[Summed]
) -> Summed:
    (key, event_type, mode, is_verb, is_sure, _, size), first, words = match
    expression, far, beside, form, neighbour = groups
    last, kind, lowers, shape = words[-1], key[-1], sentence.cut.lowers, sentence.shape
    farthest, farther, before = shape(first - 3), shape(first - 2), shape(first - 1)
    after, further, furthest = shape(last + 1), shape(last + 2), shape(last + 3)
    is_put, is_capital = is_verb and is_passive(lowers, first), first > 0 and sentence.is_capital(first)
    told = (
        expression[key, event_type, mode, is_sure, size, lowers[first], sentence.is_title, sentence.quoted[first]]
        + far[-3, farthest]
        + far[-2, farther]
        + beside[-1, before, kind]
        + named[f"-1={before}/{key}"]
        + beside[1, after, kind]
        + named[f"1={after}/{key}"]
        + far[2, further]
        + far[3, furthest]
        + named[f"-2-1={farther} {before}/{kind}"]
        + form[is_put, event_type, is_capital, sentence.kinds[first], kind]
    )
    left, right = _neighbours(sentence.phrases, first)
    for side, phrase, distance in (
        ("L", left, first - left.end if left else 0),
        ("R", right, right.first - last - 1 if right else 0),
    ):
        told += neighbour[side, phrase.kind if phrase else None, bucket(distance), kind, event_type]
        if phrase:
            told += named[f"{side}{phrase.kind}/{key}"]
    for word in _around(near, words):
        told += word[event_type]
    return told


def _around(near: Sequence[Near], words: Sequence[int]) -> Sequence[Near]:
    """What stands within `FAR` words of an expression, its own words left out."""
    first, last = words[0], words[-1]
    begin = max(0, first - FAR)
    if last - first < len(words):
        return [*near[begin:first], *near[last + 1 : last + FAR]]
    return [word for place, word in enumerate(near[begin : last + FAR], begin) if place not in words]


def _expression(
    key: str, event_type: str, mode: str | None, is_sure: bool, size: int, lower: str, is_title: bool, is_quoted: bool
) -> tuple[str, ...]:
    kind, sure = key[-1], "s" if is_sure else "u"
    return (
        "bias", f"x={key}", f"t={event_type}", f"m={event_type}.{mode or ''}", f"k={kind}{sure}", f"f={lower}/{kind}",
        f"size={min(3, size)}{sure}", f"title={is_title}{kind}", f"q={is_quoted}",
        f"t={event_type}{sure}", f"e={_ending(lower)}{kind}",
    )  # fmt: skip


def _far(offset: int, shape: str) -> tuple[str, ...]:
    return (f"{offset}={shape}",)


def _beside_it(offset: int, shape: str, kind: str) -> tuple[str, ...]:
    return f"{offset}={shape}", f"{offset}={shape}/{kind}", f"{offset}e={_ending(shape)}{kind}"


def _form(is_put: bool, event_type: str, is_capital: bool, name: str, kind: str) -> tuple[str, ...]:
    found = ("passive", f"passive/{event_type}") if is_put else ()
    return (*found, *((f"capital{kind}",) if is_capital else ()), *((f"inside={name}",) if name else ()))


def _neighbour(side: str, name: str | None, distance: int, kind: str, event_type: str) -> tuple[str, ...]:
    if name is None:
        return (f"{side}none{kind}",)
    return f"{side}{name}{kind}", f"{side}{name}/{event_type}", f"{side}d{distance}{kind}"


def _neighbours(phrases: Sequence[Phrase], place: int) -> tuple[Phrase | None, Phrase | None]:
    """The last phrase that ends before a word, and the first that begins after it."""
    left = None
    for phrase in phrases:
        if phrase.end <= place:
            left = phrase
        elif phrase.first > place:
            return left, phrase
    return left, None


def bucket(distance: int) -> int:
    """A distance in words, as the networks know it: exactly where it is small."""
    return distance if distance < 3 else 3 if distance < 5 else 4 if distance < 8 else 5 if distance < FAR else 6
