"""Where labels go, so that none covers another label or a mark: the first free of a few places around each point.

A greedy placement over fixed candidate positions (Christensen, Marks and Shieber 1995), the weightiest first. A label without a
free place is left out.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

EM_SHARE = 0.56
"""Mean width of a letter of a sans-serif face, in font sizes; measured generously, so that estimates err to the wide side."""
WIDE_SHARE = 1.05
"""The same of a full-width character (East Asian)."""
LINE_SHARE = 1.15
"""Height of a line, in font sizes."""
GAP = 3.0
"""Between a mark and its label, in pixels."""
REACHES = (1.0, 1.7)
"""How far from its mark a label is tried, in its nearest distances: where marks crowd, it may stand a little off."""


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether another rectangle lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that would like to be drawn.

    Attributes:
        text: What it says.
        x: The point that it belongs to, in pixels.
        y: The same, downwards.
        radius: Of the point's mark; 0 with `is_centred`.
        size: Of the font, in pixels.
        is_centred: Whether it may only stand on the point itself, as the name of an area does.
    """

    text: str
    x: float
    y: float
    radius: float
    size: float
    is_centred: bool = False


class Placed(NamedTuple):
    """A label with its place: where its baseline begins, ends or is centred (`anchor`), and what it covers."""

    wish: Wish
    x: float
    y: float
    anchor: str
    box: Box


def width_of(text: str, size: float) -> float:
    """Return an estimate of a text's width in pixels."""
    return size * sum(
        0.0 if unicodedata.combining(c) else WIDE_SHARE if unicodedata.east_asian_width(c) in "WF" else EM_SHARE
        for c in text
    )


def fitted(text: str, room: float, size: float) -> str:
    """Return a text, cut to the room that it has."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text, size) > room - size:
        text = text[:-1]
    return f"{text.rstrip()}…"


def placed(wishes: Sequence[Wish], frame: Box, taken: Iterable[Box] = ()) -> list[Placed]:
    """Return the labels that found a place inside the frame, in the order of the wishes.

    Args:
        wishes: The weightiest first.
        frame: What no label leaves.
        taken: What no label may cover, such as marks.
    """
    kept = list(taken)
    found: list[Placed] = []
    for wish in wishes:
        best = next((p for p in _candidates(wish) if frame.holds(p.box) and not any(map(p.box.meets, kept))), None)
        if best is not None:
            found.append(best)
            kept.append(best.box)
    return found


def _candidates(wish: Wish) -> Iterable[Placed]:
    """The places that a label may have: to the right, to the left, above, below, and the four corners."""
    middle, away = wish.size * 0.35, wish.radius + GAP
    if wish.is_centred:
        yield _at(wish, wish.x, wish.y + middle, "middle")
        return
    for reach in REACHES:
        out, slant = away * reach, away * 0.72 * reach
        for x, y, anchor in (
            (wish.x + out, wish.y + middle, "start"),
            (wish.x - out, wish.y + middle, "end"),
            (wish.x, wish.y - out, "middle"),
            (wish.x, wish.y + out + wish.size * 0.8, "middle"),
            (wish.x + slant, wish.y - slant, "start"),
            (wish.x + slant, wish.y + slant + wish.size * 0.7, "start"),
            (wish.x - slant, wish.y - slant, "end"),
            (wish.x - slant, wish.y + slant + wish.size * 0.7, "end"),
        ):
            yield _at(wish, x, y, anchor)


def _at(wish: Wish, x: float, y: float, anchor: str) -> Placed:
    width, height = width_of(wish.text, wish.size), wish.size * LINE_SHARE
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    top = y - wish.size * 0.85
    return Placed(wish, x, y, anchor, Box(left, top, left + width, top + height))
