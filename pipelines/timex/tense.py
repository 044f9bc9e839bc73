"""Whether a sentence looks back or ahead at the place of a time expression: a scan of the words next to it."""

import re

REACH_CHARS = 70
"""Characters read on each side; verbs that govern a time adjunct in news stand this close."""
_STOP = re.compile(r"[.!?;:](?=\s)|\n|[”\"]")
_VERB = re.compile(
    r"(?P<ahead>\b(?:(?:will|to|may|could|should|must|can|shall|would)(?: also| not| then)? be [a-z]+|will|shall|won['’]t|plan(?:s|ning)?|is expected|are expected|be expected|expects?|scheduled|set to|due|upcoming|"
    r"going to|is to|are to|expected to|planned for|slated|may|could|should|begins? on|is set|are set|looms?|as early as|as soon as|"
    r"takes? place|to take place|to begin|to start|to end|to expire|expires?|starts?|opens?|no later than)\b|['’]ll\b)"
    r"|(?P<back>\b(?:said|say|says|was|were|had|has|have|did|told|since|[a-z]{2,}ed|began|took|went|came|made|fell|rose|met|held|"
    r"won|lost|left|sent|gave|got|saw|hit|shot|cut|led|ran|spoke|wrote|struck|became|arrested|according)\b)",
)
_DEADLINE = re.compile(r"\b(?:by|until|till|starting|beginning|effective)(?: the| at| as early as)? ?$")
_BY_PASSIVE = re.compile(r"ed by ?$")


_WOULD = re.compile(r"\b(?:would|['’]d) (?:\w+ ){1,4}(?:in|by|until|from)(?: early| late| mid)? ?$")
"""'would strike again in June': a plan, seen from what was said. A weekday after it is as often one that has passed."""


def direction(lower: str, start: int, end: int, form: str = "") -> int:
    """1 when the sentence looks ahead at the expression, -1 when it looks back, 0 when no verb is near.

    The verb before the expression governs it if there is one in the sentence, else the verb after it.

    Args:
        lower: The text in lower case.
        start: First character of the time expression.
        end: One past its last character.
        form: What sort of expression it is; `month` also looks ahead after 'would'.
    """
    before = lower[max(0, start - REACH_CHARS) : start]
    stops = [stop.end() for stop in _STOP.finditer(before)]
    if stops:
        before = before[stops[-1] :]
    if _DEADLINE.search(before) and not _BY_PASSIVE.search(before):
        return 1
    if form == "month" and _WOULD.search(before):
        return 1
    found = 0
    for match in _VERB.finditer(before):
        found = 1 if match.lastgroup == "ahead" else -1
    if found:
        return found
    after = lower[end : end + REACH_CHARS]
    stop = _STOP.search(after)
    following = _VERB.search(after[: stop.start()] if stop else after)
    if following is None:
        return 0
    return 1 if following.lastgroup == "ahead" else -1


_OPENING = re.compile(r"(?:^|[.!?\n”\"]) *(?:in|since|by|until|during|from|last|next|this|late|early|back in)? *$")


def is_opening(lower: str, start: int) -> bool:
    """True when an expression, with its preposition, stands at the head of its sentence: narration of what was."""
    return bool(_OPENING.search(lower[max(0, start - 14) : start]))
