"""What a layout states, and the tests that the readers of layouts share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.segment.lines import Lines

MIN_PIECE_WORDS = 12  # median words between marks, below which the marks decorate lists or tables
STRUCTURE_SCORE = 0.99  # what is stated is right unless the document misuses its own marks
MAX_MARK_CHARS = 200  # longer lines are text


@dataclass(frozen=True, slots=True)
class Structure:
    """Where a document states that articles begin, in line indices.

    Attributes:
        starts: Lines that open an article; empty when the document states nothing.
        marks: Lines that are only marks (`---`, `Article 3`) and belong to no article.
        titles: Line that opens an article -> (line, characters to skip) of its stated title.
        headers: Lines of stated metadata (`Date: ...`, front matter) inside articles, above or below the text.
        needs_witness: Whether the marks also stand inside articles, so that the boundary model must agree with them.
    """

    starts: frozenset[int] = frozenset()
    marks: frozenset[int] = frozenset()
    titles: tuple[tuple[int, int, int], ...] = ()
    headers: frozenset[int] = frozenset()
    needs_witness: bool = False


NOTHING = Structure()


def after_marks(count: int, marks: Iterable[int]) -> frozenset[int]:
    """The lines that follow a mark, or open the document, and are no marks themselves."""
    known = frozenset(marks)
    return frozenset(i for i in range(count) if i not in known and (i == 0 or i - 1 in known))


def piece_words(lines: Lines, starts: Sequence[int]) -> list[int]:
    """The words of each stretch that begins at one of `starts`, which ascend."""
    ends = [*starts[1:], len(lines)] if starts else []
    return [sum(len(t.split()) for t in lines.texts[s:e]) for s, e in zip(starts, ends, strict=True)]


def are_articles(lines: Lines, starts: Sequence[int], least: int = MIN_PIECE_WORDS) -> bool:
    """True when the stretches that begin at `starts` hold, at the median, `least` words or more."""
    return bool(starts) and float(np.median(piece_words(lines, starts))) >= least
