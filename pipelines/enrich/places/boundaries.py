"""Where a place name begins and ends: the recogniser's spans and the dictionary's, settled against each other."""

import re
from collections.abc import Sequence

from pipelines.enrich.places.surfaces import SurfaceIndex
from pipelines.gazetteer.place import NAME_KINDS, NameSpan

_NAMES_WITH_THE = frozenset({"hague", "dalles", "pas", "villages", "woodlands", "bronx"})
"""Towns whose name begins with the article; of all others it is no part."""
_WEAK_KINDS = frozenset(NAME_KINDS.index(kind) for kind in ("fuzzy", "part", "site", "transliteration"))
_HYPHENS = "-‐‑–—/"
_LOWER_START = re.compile(r"(?:the |[a-z]+(?:ern|east|west|ral) |north |south |east |west |mainland )+(?=[A-Z])")
_DIRECTIONS = frozenset(
    ["North", "South", "East", "West", "Western", "Eastern", "Northern", "Southern", "Central", "Upper", "Lower"]
)
_POSSESSIVE = re.compile(r"['’]s$")
_JOINTS = frozenset(" -–—/,")
PART_IMPORTANCE = 0.45
"""Least prior of both parts of a span that is cut in two: well-known places, so that "Main Street" stays whole."""
MAX_GROWTH_CHARS = 30
"""A dictionary name that is longer than the recogniser's span by more is another name."""


def dictionary_matches(text: str, index: SurfaceIndex) -> list[NameSpan]:
    """The gazetteer's names in a text, each side of a hyphen or a slash by itself unless the whole is a name.

    Spans leave out an article before the name and the full stop of a sentence.
    """
    matches = []
    apart = text
    for hyphen in _HYPHENS:
        apart = apart.replace(hyphen, " ")
    for match in index.gazetteer.matches_in(apart):
        start, end = match.start_char, match.end_char
        surface = text[start:end]
        if surface.startswith(("The ", "the ")) and surface[4:].lower() not in _NAMES_WITH_THE:
            start += 4
        is_stopped = surface.endswith(".") and "." not in surface[:-1]
        if is_stopped and (match.name_kind != "abbreviation" or surface[:-1].isupper()):
            end -= 1
        possessive = _POSSESSIVE.search(surface)
        if possessive and not surface.startswith("St"):
            end = match.start_char + possessive.start()
        matches.append(match._replace(start_char=start, end_char=end))
    return matches


def settled(text: str, start: int, end: int, matches: Sequence[NameSpan], index: SurfaceIndex) -> list[tuple[int, int]]:
    """The spans of place names that one of the recogniser's mentions stands for, by position.

    "northern Syria" gives "Syria"; "Va" before a full stop gives "Va."; "American" in "Central American" the whole;
    "Greece Italy", which is no name, its two parts; of "GAZA HOSPITAL" in a line of capitals the well-known town.

    Args:
        text: The field's text.
        start: First character of the mention.
        end: One past its last character.
        matches: Dictionary matches that overlap the mention, by position.
        index: Candidates by surface.
    """
    lead = _LOWER_START.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    is_stopped = text[end : end + 1] == "." and not _is_known(text[start:end], index)
    if is_stopped and _is_abbreviation(text[start : end + 1], index):
        return [(start, end + 1)]
    around = next((m for m in matches if _contains(m, start, end)), None)
    if around is not None and around.end_char - around.start_char - (end - start) <= MAX_GROWTH_CHARS:
        return [(around.start_char, around.end_char)]
    inner = [m for m in matches if start <= m.start_char and m.end_char <= end]
    opening = next((m for m in inner if m.start_char == start and m.importance >= PART_IMPORTANCE), None)
    if opening is not None and is_capital_line(text, start, end) and not _is_known(text[start:end], index):
        return [(start, opening.end_char)]
    parts = [
        (m.start_char, m.end_char)
        for m in inner
        if m.importance >= PART_IMPORTANCE and text[m.start_char : m.end_char] not in _DIRECTIONS
    ]
    if len(parts) > 1 and not _is_known(text[start:end], index) and _covers(text, start, end, parts):
        return parts
    return [(start, end)]


def is_capital_line(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands in a line that is all capitals, which says nothing of where a name ends: "GAZA HOSPITAL"."""
    stop = text.find("\n", end)
    line = text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]
    return line.isupper() and len(line) > end - start


def _contains(match: NameSpan, start: int, end: int) -> bool:
    is_wider = match.start_char < start or match.end_char > end
    return is_wider and match.start_char <= start and end <= match.end_char


def _covers(text: str, start: int, end: int, parts: Sequence[tuple[int, int]]) -> bool:
    at = start
    for first, last in parts:
        if not set(text[at:first]) <= _JOINTS:
            return False
        at = last
    return at == end


def _is_known(surface: str, index: SurfaceIndex) -> bool:
    kinds = index.of(surface).features[:, 0]
    return any(int(kind) not in _WEAK_KINDS for kind in kinds)


def _is_abbreviation(surface: str, index: SurfaceIndex) -> bool:
    kinds = index.of(surface).features[:1, 0]
    return bool(len(kinds)) and NAME_KINDS[int(kinds[0])] == "abbreviation"
