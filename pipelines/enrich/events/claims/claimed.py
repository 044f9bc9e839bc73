"""A claim in a sentence before it is a row, what its score is learnt from, and how its words are found in the sentence's phrases."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipelines.enrich.events.claims.held import tells_of_war
from pipelines.enrich.events.claims.numbers import number_at
from pipelines.enrich.events.claims.units import PEOPLE
from pipelines.enrich.events.phrases import PLACE_NAMES
from pipelines.enrich.events.sentences import Placed
from pipelines.enrich.events.words import Word

OF_ITSELF = frozenset({"held", "adjective", "noun", "state", "leaving"})
"""Forms of words that tell of war whatever else their sentence says."""


class Claimed(NamedTuple):
    """A claim in a sentence, before it is a row.

    Attributes:
        kind: `control` or `casualties`.
        predicate: What is claimed.
        verb: The word that says it.
        first: First word of the claim's span.
        end: One past its last.
        form: Its form of words, and how the place stands to it: what a score is learnt for.
        columns: Columns of its own.
        subject: Phrase of who holds, or whose losses they are; None when not said.
        agent: Phrase of who caused the losses; None when not said.
    """

    kind: str
    predicate: str
    verb: int
    first: int
    end: int
    form: tuple[str, ...]
    columns: Mapping[str, Any]
    subject: int | None
    agent: int | None


def can_act(item: Placed, number: int) -> bool:
    """Whether a phrase can have done it: no place behind a preposition, and nobody who is counted."""
    words, phrase = item.sentence.words, item.sentence.phrases[number]
    before = words[phrase.first - 1].lower if phrase.first else ""
    is_where = phrase.kind in PLACE_NAMES and before in _PREPOSITIONS
    return not is_where and number_at(words, phrase.first) is None and not before[:1].isdigit()


_PREPOSITIONS = frozenset({"in", "on", "at", "near", "of", "from", "across", "inside", "outside", "over"})


def held_by(word: Word) -> dict[str, Any]:
    """The columns of who holds a place in a word such as 'Russian-occupied'."""
    end = word.start + word.lower.rindex("-")
    return {"subject_start_char": word.start, "subject_end_char": end, "subject_span": (word.start, end)}


def features_of(item: Placed, claimed: Claimed, told_as: str) -> list[str]:
    """What the score of a claim is learnt from.

    Args:
        item: The sentence.
        claimed: The claim.
        told_as: `fact`, `possible`, `unfulfilled` or `denied`.
    """
    phrases = item.sentence.phrases
    doer = claimed.subject if claimed.kind == "control" else claimed.agent
    doer_kind = "none" if doer is None else phrases[doer].kind
    unit = claimed.columns.get("unit")
    found = [
        f"told {told_as}",
        f"predicate {claimed.predicate}",
        f"doer {doer_kind}",
        *(f"form {one}" for one in claimed.form),
    ]
    if claimed.kind == "control" and claimed.form[0] not in OF_ITSELF:
        found.append(f"{'war' if tells_of_war(item.cut.lowers) else 'peace'} {claimed.form[0]}")
    if unit:
        found.append("armed" if unit in {"soldiers", "fighters"} else "people" if unit in PEOPLE else "things")
    if item.sentence.is_title:
        found.append("title")
    return found


def kinds_of(item: Placed) -> list[str]:
    """Types of the names that words belong to; a name that a place was found for is a place's, whatever it was taken for."""
    kinds = list(item.sentence.kinds)
    for row in item.places:
        if row["place_id"] is not None:
            for at, word in enumerate(item.sentence.words):
                if row["start_char"] <= word.start < row["end_char"] and kinds[at] in TAKEN_FOR:
                    kinds[at] = "GPE"
    return kinds


TAKEN_FOR = frozenset({"PERSON", "ORG", "PRODUCT", "EVENT", "WORK_OF_ART"})


def phrase_from(item: Placed, place: int) -> int | None:
    """Number of the phrase at a word, or of the first that begins soon after it: 'by the 47th brigade'."""
    return next(
        (
            number
            for number, phrase in enumerate(item.sentence.phrases)
            if phrase.end > place and phrase.first <= place + MOST_TO_PHRASE
        ),
        None,
    )


MOST_TO_PHRASE = 3
"""Words before the phrase that a preposition leads to: 'by the 47th'."""


def phrase_at(item: Placed, place: int) -> int | None:
    """Number of the phrase that a word belongs to."""
    return next(
        (number for number, phrase in enumerate(item.sentence.phrases) if phrase.first <= place < phrase.end), None
    )
