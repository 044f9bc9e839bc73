"""Places that the network takes for people, where the article says once that they are towns: "the village of", "near"."""

import re
from collections.abc import Sequence

from pipelines.enrich.entities.agreement import Found
from pipelines.enrich.entities.names.folding import folded
from pipelines.enrich.entities.names.given_names import is_given_name

_TOWN_BEFORE = re.compile(
    r"\b(?:(?:city|town|village|settlement|hamlet|suburb|outskirts|streets|centre|center|port|district) of|[Nn]ear|[Oo]utside|north of|south of|east of|west of)\s+$"
)
_PERSON_AFTER = re.compile(r"['’]s?\s|\s+(?:said|says|told)\b")
"""Near Smith's house: the possessor is a person as often."""
_WITNESSES = frozenset({"PERSON", "GPE", "LOC"})
_BEFORE_CHARS = 16
TOWN_SCORE = 0.6
"""Of a town that the words before it tell."""


def located(read: Sequence[tuple[str, Found]]) -> list[Found]:
    """The mentions of one article, those read as persons that the words before one of them make a town.

    Args:
        read: Each mention with the text that its offsets count in.
    """
    mentions = [mention for _, mention in read]
    witnesses = {m.surface for text, m in read if m.entity_type in _WITNESSES and _is_town(text, m)}
    towns = witnesses & {m.surface for m in mentions if m.entity_type == "PERSON"}
    if not towns:
        return mentions
    longer = {m.surface for m in mentions if any(m.surface != town and town in m.surface for town in towns)}
    towns = {town for town in towns if not any(town in name.split() for name in longer)}
    return [
        m._replace(entity_type="GPE", score=min(m.score, TOWN_SCORE))
        if m.surface in towns and m.entity_type == "PERSON"
        else m
        for m in mentions
    ]


def _is_town(text: str, mention: Found) -> bool:
    is_named_so = is_given_name(folded(mention.surface.split()[0]))
    before = text[max(0, mention.start - _BEFORE_CHARS) : mention.start]
    return not is_named_so and bool(_TOWN_BEFORE.search(before)) and not _PERSON_AFTER.match(text, mention.end)
