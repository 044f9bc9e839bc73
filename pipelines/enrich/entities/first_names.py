"""People who are called by their first name after they were named in full: "Sydney Marsh, 34, ... Sydney said"."""

import re
from collections.abc import Sequence

from pipelines.enrich.entities.agreement import Found
from pipelines.enrich.entities.names.countries import country_of

_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|to|outside|around|into|towards?|across|through|of|off|via|over|between|within|inside|leave|left|visit(?:ed|s)?|reach(?:ed)?"
    r"|[A-Z][\w.-]+,|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|downtown|greater)\s+$"
)
"""What stands before a name where it is a place, or before one of a list of places."""
_SUBJECT_AFTER = re.compile(
    r"(?:, [1-9][0-9],| (?:said|says|told|had|has|was|is|denied|admitted|added|asked|thanked|wrote|tweeted|grew|lives|lived|died|\w+ed|[a-z]+s)\b(?! of\b))"
)
"""What stands after one who acts: an age, a verb."""
_BEFORE_CHARS = 24
OTHER_TYPES = frozenset({"GPE", "LOC", "ORG", "FAC", "PRODUCT"})


def called_by_first_name(read: Sequence[tuple[str, Found]]) -> list[Found]:
    """The mentions of one article, those read as persons that are the first name of one who is named in full.

    A name that stands anywhere in the article as places stand, and one that is a country's, keeps its type.

    Args:
        read: Each mention with the text that its offsets count in.
    """
    mentions = [mention for _, mention in read]
    firsts = {m.surface.split()[0]: m.score for m in mentions if m.entity_type == "PERSON" and " " in m.surface}
    called: dict[str, list[int]] = {}
    for at, mention in enumerate(mentions):
        if mention.surface in firsts and not country_of(mention.surface.lower()):
            called.setdefault(mention.surface, []).append(at)
    for name, places in called.items():
        if any(mentions[at].entity_type in OTHER_TYPES for at in places) and _is_person(read, places):
            for at in places:
                score = min(mentions[at].score, firsts[name])
                mentions[at] = mentions[at]._replace(entity_type="PERSON", score=score)
    return mentions


def _is_person(read: Sequence[tuple[str, Found]], places: Sequence[int]) -> bool:
    """True where some mention acts, and none stands as places stand."""
    acts = False
    for text, mention in (read[at] for at in places):
        if _PLACE_BEFORE.search(text[max(0, mention.start - _BEFORE_CHARS) : mention.start]):
            return False
        acts = acts or bool(_SUBJECT_AFTER.match(text, mention.end))
    return acts
