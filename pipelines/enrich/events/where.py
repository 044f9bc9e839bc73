"""The place of an event: of the places that its sentence names as such, the one that belongs to what tells it."""

import re
from collections.abc import Sequence

from pipelines.enrich.events.sentences import Row

_LOCATING = re.compile(
    r"\b(?:in|at|near|outside|inside|around|on|from|into|across|over|off|of|through|toward|towards|throughout|within|to)"
    r"(?: (?:the|northern|southern|eastern|western|central|north|south|east|west|downtown|nearby|a|city|town|village|region|of|province|district|port|capital))*[ ,]*$",
    re.IGNORECASE,
)
BEHIND_PREPOSITION, AFTER = 0.3, 0.7
"""What a distance counts for when a preposition of place stands before the name, and when it follows what tells the event."""
LEAST_ROLE_SCORE = 0.5


def place_of(text: str, span: tuple[int, int], places: Sequence[Row]) -> Row | None:
    """Return the row of `core.place_mentions` that says where, or None.

    Args:
        text: The text.
        span: What tells the event: first and last character.
        places: Place mentions of its sentence.
    """
    best: tuple[float, Row] | None = None
    for row in places:
        if row["place_id"] is None or row["role"] != "literal" or row["role_score"] < LEAST_ROLE_SCORE:
            continue
        is_after = row["start_char"] >= span[1]
        distance = float(row["start_char"] - span[1] if is_after else span[0] - row["end_char"]) + 1
        if _LOCATING.search(text[max(0, row["start_char"] - 40) : row["start_char"]]):
            distance *= BEHIND_PREPOSITION
        if is_after:
            distance *= AFTER
        # of a name and what holds it ('Dnipro, Ukraine') the first is where
        if best is None or distance < best[0]:
            best = distance, row
    return best[1] if best else None
