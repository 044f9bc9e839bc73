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


def bounded(lowers: Sequence[str], first: int, factuality: float) -> float:
    """Return the factuality within -3 and 3, held to what plain words before the event say of it.

    Args:
        lowers: The words of a sentence in lower case.
        first: The word that tells the event.
        factuality: What the network says.
    """
    value = max(-MOST_FACTUAL, min(MOST_FACTUAL, factuality))
    for distance in range(1, REACH + 1):
        place = first - distance
        if place < 0 or lowers[place] in _ENDS:
            return value
        lower = lowers[place]
        if lower in DENYING or lower in NOT_HAPPENING:
            return min(value, DENIED)
        if lower in NEGATIONS and distance < NEAR and lowers[place + 1] not in _ONLY:
            return min(value, DENIED)
        if lower in INTENDING and lowers[first - 1] == "to":
            return min(value, NOT_YET)
    return value


def status_of(lowers: Sequence[str], first: int, factuality: float, *, is_claimed: bool) -> str:
    """Return `asserted`, `claimed`, `denied`, `planned`, `threatened` or `hypothetical`.

    Args:
        lowers: The words of a sentence in lower case.
        first: The word that tells the event.
        factuality: From -3 to 3.
        is_claimed: Whether a named speaker says it, not the paper.
    """
    if factuality < DENIED_BELOW:
        return "denied"
    if factuality >= ASSERTED_FROM:
        return "claimed" if is_claimed else "asserted"
    classes = [name for lower in lowers[max(0, first - REACH) : first] for name in CLASS_OF.get(lower, ())]
    if "threat" in classes:
        return "threatened"
    if "cond" in classes:
        return "hypothetical"
    if (
        "plan" in classes
        or lowers[first - 1] == "to"
        or any(lower in {"will", "'ll", "would"} for lower in lowers[max(0, first - 4) : first])
    ):
        return "planned"
    return "hypothetical"
