"""Captions above the text of an article that has no headline: they open it.

Of 11,905 articles of many outlets, 248 of 24 outlets open with a caption and 37 close with one.
"""

import numpy as np
import numpy.typing as npt

from pipelines.segment.headings import is_title
from pipelines.segment.lines import Lines
from pipelines.segment.residue import residue_of

Aside = dict[int, tuple[str, float]]
"""Line -> reason code and score of what is no text of an article."""
CAPTION = "caption"
Scores = npt.NDArray[np.float64]


def is_caption(text: str) -> bool:
    """Whether the line is a caption by its own wording."""
    found = residue_of(text)
    return found is not None and found[0] == CAPTION


def take_captions(starts: list[int], lines: Lines, scores: Scores, aside: Aside) -> None:
    """Move each start up to the captions right above it, its score with it; those captions are no longer aside.

    Where a headline opens the article, what stands above it belongs to the article above; so does a caption that a wider
    gap parts from the text.

    Args:
        starts: Lines that open an article, the first line of the document included; changed in place.
        lines: The document.
        scores: Score per line; changed in place.
        aside: What is no text; changed in place.
    """
    for k, start in enumerate(starts):
        text, opener = start, start
        while text in aside and text + 1 < len(lines):
            text += 1  # of the first start alone: the others stand on text
        if is_title(lines.texts[text]):
            continue
        while opener > 0 and _stands(aside, opener - 1) and lines.blanks[text] <= lines.blanks[opener - 1]:
            opener -= 1
        for i in range(opener, text):
            if _stands(aside, i):
                del aside[i]
        if opener < start:
            starts[k], scores[opener], scores[start] = opener, scores[start], 0.0


def _stands(aside: Aside, line: int) -> bool:
    return line in aside and aside[line][0] == CAPTION
