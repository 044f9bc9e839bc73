"""Wider gaps: documents whose articles stand further apart than their paragraphs.

People who paste articles one after the other leave a blank line between them, or two where paragraphs have one. A wider gap also
stands between the parts of a single text, so the boundary model must hold most of them for beginnings; then it is right about the
others by the document's own word, and so are the gaps that are not wide.
"""

import numpy as np
import numpy.typing as npt

MIN_GAPS = 3  # one or two may be slips of the hand
MAX_WIDE_SHARE = 0.34  # of all gaps: articles have three lines or more
MIN_LIKE_SHARE = 0.9  # of the other gaps that are all alike
MIN_MEDIAN_WORDS, MIN_WORDS, MAX_SHORT_SHARE = (
    60,
    25,
    0.1,
)  # of the stretches between wide gaps, and how many may be shorter
MIN_AGREED_SHARE, LIKELY_SCORE = 0.75, 0.5  # of the wide gaps that the model must hold for beginnings
MAX_OTHER_SHARE, SURE_SCORE = (
    0.1,
    0.9,
)  # sure beginnings elsewhere, per wide gap: with more, wide gaps part only some articles
WIDE_SCORE = 0.9
"""Of a wide gap that the model doubted. Set by hand: a document that states its gaps states all of them. Without it the model gave
.962 and .986 on 15 dumps of bodies by outlets that training had not seen, with gaps of two widths."""
NARROW_SCORE = 0.4  # at most, of a gap that is not wide, unless it is sure

Scores = npt.NDArray[np.float64]


def wide_gaps(blanks: npt.NDArray[np.int64], words: npt.NDArray[np.int64], scores: Scores) -> npt.NDArray[np.int64]:
    """Return the lines below wider gaps where these part the articles of the document, else none.

    Args:
        blanks: Blank lines above each line.
        words: Words of each line.
        scores: The model's score of each line.
    """
    nothing = np.zeros(0, np.int64)
    if len(blanks) <= MIN_GAPS:
        return nothing
    usual = int(np.median(blanks[1:]))
    wide = np.flatnonzero(blanks > usual)
    wide = wide[wide > 0]
    count = len(blanks) - 1
    if len(wide) < MIN_GAPS or len(wide) > MAX_WIDE_SHARE * count:
        return nothing
    if (blanks[1:] == usual).sum() < MIN_LIKE_SHARE * (count - len(wide)):
        return nothing
    pieces = np.add.reduceat(words, np.concatenate([[0], wide]))
    if np.median(pieces) < MIN_MEDIAN_WORDS or (pieces < MIN_WORDS).mean() > MAX_SHORT_SHARE:
        return nothing
    elsewhere = np.setdiff1d(np.flatnonzero(scores >= SURE_SCORE), [0, *wide])
    agreed = (scores[wide] >= LIKELY_SCORE).mean() >= MIN_AGREED_SHARE
    return wide if agreed and len(elsewhere) <= MAX_OTHER_SHARE * len(wide) else nothing


def with_wide_gaps(blanks: npt.NDArray[np.int64], words: npt.NDArray[np.int64], scores: Scores) -> Scores:
    """Return the scores with those of wide gaps raised and those of other lines lowered, where wide gaps part the articles."""
    wide = wide_gaps(blanks, words, scores)
    if not len(wide):
        return scores
    changed = np.where(scores >= SURE_SCORE, scores, np.minimum(scores, NARROW_SCORE))
    changed[wide] = np.maximum(scores[wide], WIDE_SCORE)
    return changed
