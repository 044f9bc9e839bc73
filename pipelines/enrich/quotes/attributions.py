"""Spans of one passage joined: each source and each content goes to its cue, a content without a cue stands alone."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.enrich.quotes.chain import TaggedSpan
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.tags import AFTER, BEFORE, CONTENT, CUE, KINDS, SOURCE

Span = tuple[int, int]

NEAR_WORDS = 3
"""Words between a cue (or the source after it) and what is said next: a comma, "and that". A part that begins farther away belongs to a cue
that was not found; without such parts 0.25 points more contents are right, on an outlet left out of training."""


@dataclass(slots=True)
class Attribution:
    """A statement in characters of the article.

    Attributes:
        contents: Parts of what is said, in order.
        cue: The words that say that it is said.
        source: The words that name the speaker.
        chances: The network's chance of those of content, cue and source that are there.
        parent: Number of the statement of the article that it stands in; None for most.
    """

    contents: list[Span] = field(default_factory=list)
    cue: Span | None = None
    source: Span | None = None
    chances: dict[str, float] = field(default_factory=dict)
    parent: int | None = None


def joined(spans: Sequence[TaggedSpan], words: Words) -> list[Attribution]:
    """The statements of a passage, in the order of their contents."""
    cues = [span for span in spans if KINDS[span.kind][0] == CUE]
    firsts = [cue.first for cue in cues]
    of_cues = [Attribution(cue=_chars(cue, words), chances={CUE: cue.chance}) for cue in cues]
    distances = [1 << 30] * len(cues)
    alone: list[Attribution] = []
    for span in spans:
        role, side = KINDS[span.kind]
        if role == CUE:
            continue
        number = _cue_of(span, side, firsts)
        if number is None:
            if role == CONTENT:
                alone.append(Attribution([_chars(span, words)], chances={CONTENT: span.chance}))
            continue
        cue, made = cues[number], of_cues[number]
        if role == CONTENT:
            if side == BEFORE and made.contents and _is_far(span, cue, spans, words):
                continue
            made.contents.append(_chars(span, words))
            made.chances[CONTENT] = min(span.chance, made.chances.get(CONTENT, 1.0))
        elif role == SOURCE:
            distance = max(span.first - cue.end, cue.first - span.end)
            if distance < distances[number]:
                distances[number] = distance
                made.source = _chars(span, words)
                made.chances[SOURCE] = span.chance
    found = [made for made in of_cues if made.contents] + alone
    return sorted(found, key=lambda made: made.contents[0])


def _cue_of(span: TaggedSpan, side: str, firsts: Sequence[int]) -> int | None:
    """Number of the nearest cue on the side that the span names, by the cues' first words; None where that side has none.

    Cues are in order, and no span overlaps another.
    """
    at = bisect_left(firsts, span.first)
    if side == BEFORE:
        return at - 1 if at else None
    return at if side == AFTER and at < len(firsts) else None


def _chars(span: TaggedSpan, words: Words) -> Span:
    return words.starts.item(span.first), words.ends.item(span.end - 1)


def _is_far(span: TaggedSpan, cue: TaggedSpan, spans: Sequence[TaggedSpan], words: Words) -> bool:
    """Whether a second part of a statement begins in the middle of something, away from cue and source."""
    near = max(
        (other.end for other in spans if cue.end <= other.first < span.first and other.role == SOURCE), default=cue.end
    )
    return span.first - near > NEAR_WORDS and not words.states[span.first]
