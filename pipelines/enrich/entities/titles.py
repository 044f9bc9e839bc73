"""What stands beside a name and is not part of it: titles, articles, possessives, quotes."""

import re

_LEADING = re.compile(
    r"(?:(?:the|a|an)\s+|(?:(?:former|acting|interim|vice|deputy|prime|foreign|defen[cs]e|finance|interior|secretary|attorney|lieutenant|major"
    r"|brigadier|chief)[\s-]+){0,3}(?:president|president-elect|minister|premier|chancellor|secretary|secretary-general|senator"
    r"|sen\.|representative|rep\.|congressman|congresswoman|governor|gov\.|mayor|king|queen|prince|princess|pope|cardinal|archbishop|bishop"
    r"|patriarch|rabbi|imam|ayatollah|mullah|sheikh?|rev\.|mr\.?|mrs\.?|ms\.?|miss|dr\.?|prof\.?|professor|sir|lord|lady|dame|judge|justice"
    r"|general|gen\.?|colonel|col\.?|lieutenant|lt\.?|major|maj\.?|captain|capt\.?|sergeant|sgt\.?|corporal|cpl\.?|private|pte\.?|pvt\.?"
    r"|admiral|adm\.?|commander|cmdr\.?|cdr\.?|commodore|brigadier|brig\.?|marshal|petty officer|airman|ensign"
    r"|inspector|insp\.?|superintendent|supt\.?|constable|detective|det\.?|commissioner|sheriff"
    r"|ambassador|spokesman|spokeswoman)\s+)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:['’]s|['’]|[\s,;:\"”“)\]-])+$")
_OPENING = re.compile(r"^[\s,;:\"”“'‘’(\[.-]+")
_MAX_TITLES = 4

ARTICLE_KEPT = frozenset({"WORK_OF_ART", "LAW", "EVENT"})
"""Types whose names may begin with an article ("The Hague" is handled by its capital)."""


def exact_span(text: str, start: int, end: int, entity_type: str) -> tuple[int, int]:
    """The span without what is not part of the name; `start == end` when nothing is left.

    Args:
        text: The text that the offsets count in.
        start: First character of a recognised span.
        end: One past its last character.
        entity_type: OntoNotes type; titles are cut from persons only.
    """
    opening = _OPENING.match(text[start:end])
    if opening:
        start += opening.end()
    trailing = _TRAILING.search(text[start:end])
    if trailing and not text[start:end].endswith("s'") and "(" not in text[start:end]:
        end = start + trailing.start()
    pattern = _LEADING if entity_type == "PERSON" else _ARTICLE
    for _ in range(_MAX_TITLES):
        match = pattern.match(text, start, end)
        if (
            match is None
            or match.end() >= end
            or _keeps(text[start : match.end()], text[match.end() : end], entity_type)
        ):
            break
        start = match.end()
    return start, end


def _keeps(lead: str, rest: str, entity_type: str) -> bool:
    """True where the lead is part of the name: `The Hague`, a title of a work."""
    if entity_type in ARTICLE_KEPT:
        return True
    return lead.strip() == "The" and rest in {"Hague", "Gambia", "Bahamas"}


def is_written_as_name(surface: str) -> bool:
    """True where a capital or a digit says that this is a name; a lower-case word is a guess that gives no row."""
    return surface != surface.lower() or any(char.isdigit() for char in surface)
