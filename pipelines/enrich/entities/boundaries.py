"""Where a mention begins and ends: titles, "the" and possessives are outside it."""

from pipelines.enrich.entities.names.folding import folded
from pipelines.enrich.entities.names.titles import TITLES

_POSSESSIVES = ("'s", "’s", "'S", "’S")
_OPENING = " \t\n\r\u00a0\"'“”‘’«»([{<-–—,;:."
_CLOSING = ' \t\n\r\u00a0"“”‘«»)]}>-–—,;:!?('
_KEEPS_ARTICLE = frozenset({"WORK_OF_ART", "LAW", "EVENT"})
"""Types whose own name may begin with "The"."""
MAX_TITLE_WORDS = 6
"""Words looked at before a name; "U.S. Vice President and retired Gen." is as long as it gets."""


def trimmed_span(text: str, start: int, end: int, entity_type: str) -> tuple[int, int] | None:
    """The span without what does not belong to it; None when nothing is left.

    Outside are white space, quotes and brackets at the edges, a possessive ending, a leading article of a name other
    than a work's, an event's or a law's, and the titles before a person. A closing full stop stays with a suffix or
    an abbreviation ("Jr.", "U.S.").
    """
    start, end = _stripped(text, start, end)
    for ending in _POSSESSIVES:
        if text.endswith(ending, start, end) and end - len(ending) > start:
            end -= len(ending)
            break
    else:
        if end - start > 2 and text[end - 1] in "'’" and text[end - 2] not in "sS":
            end -= 1
    if entity_type not in _KEEPS_ARTICLE and text[start : start + 4].casefold() == "the " and end - start > 4:
        start += 4
    if entity_type == "PERSON":
        start = _after_titles(text, start, end)
    start, end = _stripped(text, start, end)
    if end - start > 1 and text[end - 1] in "'’":
        end -= 1
    return (start, end) if start < end else None


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _OPENING:
        start += 1
    while start < end and text[end - 1] in _CLOSING:
        end -= 1
    return start, end


def _after_titles(text: str, start: int, end: int) -> int:
    """The start of the name proper; a title alone is left as it is."""
    for _ in range(MAX_TITLE_WORDS):
        word, _, rest = text[start:end].partition(" ")
        if not rest.strip() or folded(word).replace(".", "") not in TITLES:
            break
        start += len(word) + 1
    return start
