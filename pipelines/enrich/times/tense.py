"""Whether a sentence looks back or ahead at the place of a time expression: a scan of the words next to it."""

import re

REACH_CHARS = 70
"""Characters read on each side; verbs that govern a time adjunct in news stand this close."""
_STOP = re.compile(r"[.!?;](?=\s)|\n")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|won['’]t|to be|plan(?:s|ned|ning)?|expect(?:s|ed)?|scheduled|set to|due|until|by|upcoming|going to|"
    r"is to|are to|may|might|could|should|begin(?:s)? on|is set|are set|looms?|ahead of|before)\b|['’]ll\b",
)
_PAST = re.compile(
    r"\b(?:said|was|were|had|did|told|announced|reported|since|ended|[a-z]{2,}ed|died|killed|began|took|went|came|made|fell|rose|met|held)\b"
)
_EXPECTING = {"planned", "expected", "scheduled"}


def direction(lower: str, start: int, end: int) -> int:
    """1 when the nearest verb looks ahead, -1 when it looks back, 0 when no verb is near.

    Args:
        lower: The text in lower case.
        start: First character of the time expression.
        end: One past its last character.
    """
    before = lower[max(0, start - REACH_CHARS) : start]
    for stop in _STOP.finditer(before):
        before_start = stop.end()
        break
    else:
        before_start = 0
    before = before[before_start:] if before_start else before
    after = lower[end : end + REACH_CHARS]
    stop = _STOP.search(after)
    if stop:
        after = after[: stop.start()]
    best, found = REACH_CHARS + 1, 0
    for match in _FUTURE.finditer(before):
        best, found = len(before) - match.end(), 1
    for match in _PAST.finditer(before):
        if len(before) - match.end() < best and match.group() not in _EXPECTING:
            best, found = len(before) - match.end(), -1
    for pattern, sign in ((_FUTURE, 1), (_PAST, -1)):
        ahead = pattern.search(after)
        if ahead and ahead.start() < best and ahead.group() not in _EXPECTING | {"by", "until", "before"}:
            best, found = ahead.start(), sign
    return found
