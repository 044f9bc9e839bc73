"""News in brief: documents that are headline, sentence, headline, sentence.

Two-line articles leave the boundary model nothing to compare, but a document in which every other line is a headline
that the next line says again in full can hardly be read in another way.
"""

import re

import numpy as np
import numpy.typing as npt

from pipelines.segment.headings import ends_sentence, is_title

MIN_PAIRS = 3
LINES_PER_PAIR = 2.6  # on average at most; sub-headings stand above more than that
MIN_ECHO = 0.4  # share of a headline's longer words that the line below repeats
MIN_BODY_SPACES = 6  # the line below is a sentence and no list item
BRIEF_SCORE = 0.9  # of a start found so: as sure as the pattern is regular; not measured
MIN_LINES, MIN_MEAN, MIN_LINE_SCORE = 5, 0.75, 0.2
LINE_SCORE = 0.6
"""Where nearly every line opens an article, a doubtful line does so too: a cut is made, and it stands as little sure. Not measured."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_READ_CHARS = 600


def brief_starts(texts: list[str]) -> list[int]:
    """The lines that open a brief, when the whole document consists of briefs; else none."""
    titles = [i for i in range(len(texts) - 1) if is_title(texts[i]) and _repeats(texts[i], texts[i + 1])]
    if len(titles) < MIN_PAIRS or len(titles) * LINES_PER_PAIR < len(texts):
        return []
    return titles


def _repeats(title: str, body: str) -> bool:
    if body.count(" ", 0, _READ_CHARS) < MIN_BODY_SPACES or not ends_sentence(body):
        return False
    words = set(_WORD.findall(title.lower()))
    shared = words & set(_WORD.findall(body[:_READ_CHARS].lower()))
    return len(shared) >= max(1, MIN_ECHO * len(words))


def one_a_line(scores: npt.NDArray[np.float64]) -> list[int]:
    """The doubtful lines of a document that prints one article a line, as its other lines say; of other documents none.

    Args:
        scores: Probability, per line of text, that an article begins there; the first line's is not read.
    """
    gaps = scores[1:]
    if len(gaps) < MIN_LINES or gaps.mean() < MIN_MEAN:
        return []
    return [int(i) + 1 for i in np.flatnonzero((gaps >= MIN_LINE_SCORE) & (gaps < LINE_SCORE))]
