"""A sentence as the networks of events see it, and what they see of an expression that may tell an event."""
# ruff: noqa: FBT001, PLR0917 the facts of a group of features make a key, which has no names

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipelines.enrich.events.coding import Coding, Found
from pipelines.enrich.events.cues import BE_FORMS, HAVE_FORMS, MODALS, is_passive
from pipelines.enrich.events.lexicon import Match
from pipelines.enrich.events.phrases import FUNCTION_WORDS, Phrase
from pipelines.enrich.events.words import Word, listed

_PREPOSITIONS = listed(
    """
    by of with against on upon at to from in into for over between among toward towards under after before about near
    across through
    """
)
_TOLD = frozenset({"said", "says", "told"})
RELATIVES = frozenset({"who", "that", "which", "whose", "where"})
_JOINING = frozenset({"and", "or"})
AUXILIARIES = BE_FORMS | HAVE_FORMS | MODALS
_DETERMINERS = frozenset({"the", "a", "an", "his", "their", "its", "our", "her", "former", "all", "two", "three"})
CACHED_WORDS = 1 << 14
"""Words whose ending is remembered: those of a day's news."""
FAR = 12
"""Words beyond which a distance is just far."""


@dataclass(frozen=True)
class Sentence:
    """A sentence as the readings see it.

    Attributes:
        words: Its words.
        kinds: For each word the type of the name that it belongs to, or ''.
        phrases: Who can act or be acted on.
        quoted: For each word, whether it stands in quotation marks.
        is_title: Whether it is a headline.
    """

    words: Sequence[Word]
    kinds: Sequence[str]
    phrases: Sequence[Phrase]
    quoted: Sequence[bool]
    is_title: bool

    @cached_property
    def lowers(self) -> list[str]:
        """The characters of its words in lower case."""
        return [word.lower for word in self.words]

    @cached_property
    def telling(self) -> list[str]:
        """Its words that say something; '' in place of function words, numbers and marks."""
        return [word if word not in FUNCTION_WORDS and word[0].isalpha() else "" for word in self.lowers]

    @cached_property
    def verb_like(self) -> list[bool]:
        """For each word whether it ends like a verb of the past, or says that something is said."""
        return [word[-2:] == "ed" or word in _TOLD for word in self.lowers]

    @cached_property
    def beside(self) -> list[tuple[str, str]]:
        """For each phrase the preposition or mark before it, and what kind of word follows it; '' for others."""
        return [_beside(self.words, phrase) for phrase in self.phrases]


def _beside(words: Sequence[Word], phrase: Phrase) -> tuple[str, str]:
    before = words[phrase.first - 1].lower if phrase.first else "<>"
    if before in _DETERMINERS and phrase.first > 1:
        before = words[phrase.first - 2].lower
    preposition = before if before in _PREPOSITIONS or before == "," else "and" if before in _JOINING else ""
    after = words[phrase.end].lower if phrase.end < len(words) else "<>"
    if after in {"'s", ","}:
        return preposition, after
    kinds = (("who", RELATIVES), ("aux", AUXILIARIES), ("and", _JOINING))
    return preposition, next((kind for kind, members in kinds if after in members), "")


def _shape(sentence: Sentence, place: int) -> str:
    """A word as its neighbours see it: names by their type, numbers as one."""
    if not 0 <= place < len(sentence.words):
        return "<>"
    if sentence.kinds[place]:
        return f"<{sentence.kinds[place]}>"
    lower = sentence.lowers[place]
    return "<0>" if lower[0].isdigit() else lower


@lru_cache(maxsize=CACHED_WORDS)
def _ending(lower: str) -> str:
    return next((end for end in ("ing", "ed", "es", "s", "er", "ers", "ly") if lower.endswith(end)), "")


def trigger_features(sentence: Sentence, match: Match, coding: Coding[Found]) -> list[Found]:
    """What tells whether an expression tells an event of its type here.

    Args:
        sentence: The sentence.
        match: The expression.
        coding: How features are told.
    """
    expression, first, last = match.expression, match.first, match.words[-1]
    words, key, event_type = sentence.words, expression.key, expression.event_type
    lower = words[first].lower
    of_type, is_sure, size = (key, event_type, expression.mode), expression.is_sure, expression.size
    found = [*coding.of(_expression)[*of_type, is_sure, size, lower, sentence.is_title, sentence.quoted[first]]]
    near = [_shape(sentence, place) for place in (*range(first - 3, first), *range(last + 1, last + 4))]
    far = coding.of(_far)
    found += far[-3, near[0]]
    found += far[-2, near[1]]
    found += coding.told((*_beside_it(-1, near[2], key), *_beside_it(1, near[3], key)))
    found += far[2, near[4]]
    found += far[3, near[5]]
    is_put = expression.is_verb and is_passive(words, first)
    found += coding.told((f"-2-1={near[1]} {near[2]}/{key[-1]}",))
    found += coding.of(_form)[is_put, event_type, words[first].is_capital and first > 0, sentence.kinds[first], key[-1]]
    left, right = _neighbours(sentence, first)
    neighbour = coding.of(_neighbour)
    for side, phrase, distance in (
        ("L", left, first - left.end if left else 0),
        ("R", right, right.first - last - 1 if right else 0),
    ):
        found += neighbour[side, phrase.kind if phrase else None, bucket(distance), key[-1], event_type]
        if phrase:
            found += coding.told((f"{side}{phrase.kind}/{key}",))
    telling: list[str] = []
    begin = max(0, first - FAR)
    for place, word in enumerate(sentence.telling[begin : last + FAR], begin):
        if word and place not in match.words:
            telling += (f"b={word}", f"b={word}/{event_type}")
    found += coding.told(telling)
    return found


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


def _beside_it(offset: int, shape: str, key: str) -> tuple[str, ...]:
    kind = key[-1]
    return (
        f"{offset}={shape}",
        f"{offset}={shape}/{kind}",
        f"{offset}={shape}/{key}",
        f"{offset}e={_ending(shape)}{kind}",
    )


def _form(is_put: bool, event_type: str, is_capital: bool, name: str, kind: str) -> tuple[str, ...]:
    found = ("passive", f"passive/{event_type}") if is_put else ()
    return (*found, *((f"capital{kind}",) if is_capital else ()), *((f"inside={name}",) if name else ()))


def _neighbour(side: str, name: str | None, distance: int, kind: str, event_type: str) -> tuple[str, ...]:
    if name is None:
        return (f"{side}none{kind}",)
    return f"{side}{name}{kind}", f"{side}{name}/{event_type}", f"{side}d{distance}{kind}"


def _neighbours(sentence: Sentence, place: int) -> tuple[Phrase | None, Phrase | None]:
    """The last phrase that ends before a word, and the first that begins after it."""
    left = None
    for phrase in sentence.phrases:
        if phrase.end <= place:
            left = phrase
        elif phrase.first > place:
            return left, phrase
    return left, None


def bucket(distance: int) -> int:
    """A distance in words, as the networks know it: exactly where it is small."""
    return distance if distance < 3 else 3 if distance < 5 else 4 if distance < 8 else 5 if distance < FAR else 6
