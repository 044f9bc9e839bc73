"""Whether an event is told as a fact, and if not, as what."""

from collections.abc import Sequence

from pipelines.enrich.events.cues import (
    ASKING,
    CLASS_OF,
    CLAUSE_ENDS,
    DENYING,
    NEAR,
    NEGATIONS,
    NOT_HAPPENING,
    PLANNING,
    REACH,
    THREATENING,
)
from pipelines.enrich.events.words import Word

ASSERTED_FROM = 1.5
"""Factuality from which an event is told as a fact."""
DENIED_BELOW = -0.75
"""Factuality below which it is told not to have happened."""


MOST_FACTUAL = 3.0
DENIED, NOT_YET = -2.0, 0.5
"""Factuality of what a sentence says in plain words did not happen, and of what somebody wants, promises or threatens to do."""
INTENDING = PLANNING | THREATENING | ASKING
_ENDS = CLAUSE_ENDS | {"and", "after", "when", "who", "which", "as", "before"}
_ONLY = frozenset({"only", "just", "merely", "least"})


def bounded(words: Sequence[Word], first: int, factuality: float) -> float:
    """Return the factuality within -3 and 3, held to what plain words before the event say of it.

    Args:
        words: The sentence.
        first: The word that tells the event.
        factuality: What the network says.
    """
    value = max(-MOST_FACTUAL, min(MOST_FACTUAL, factuality))
    for distance in range(1, REACH + 1):
        place = first - distance
        if place < 0 or words[place].lower in _ENDS:
            return value
        lower = words[place].lower
        if lower in DENYING or lower in NOT_HAPPENING:
            return min(value, DENIED)
        if lower in NEGATIONS and distance < NEAR and words[place + 1].lower not in _ONLY:
            return min(value, DENIED)
        if lower in INTENDING and words[first - 1].lower == "to":
            return min(value, NOT_YET)
    return value


def status_of(words: Sequence[Word], first: int, factuality: float, *, is_claimed: bool) -> str:
    """Return `asserted`, `claimed`, `denied`, `planned`, `threatened` or `hypothetical`.

    Args:
        words: The sentence.
        first: The word that tells the event.
        factuality: From -3 to 3.
        is_claimed: Whether a named speaker says it, not the paper.
    """
    if factuality < DENIED_BELOW:
        return "denied"
    if factuality >= ASSERTED_FROM:
        return "claimed" if is_claimed else "asserted"
    classes = [name for word in words[max(0, first - REACH) : first] for name in CLASS_OF.get(word.lower, ())]
    if "threat" in classes:
        return "threatened"
    if "cond" in classes:
        return "hypothetical"
    if (
        "plan" in classes
        or words[first - 1].lower == "to"
        or any(word.lower in {"will", "'ll", "would"} for word in words[max(0, first - 4) : first])
    ):
        return "planned"
    return "hypothetical"
