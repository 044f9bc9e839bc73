"""Which of the scored lines open an article: the best set of cuts under a prior of how long articles are."""

import numpy as np
import numpy.typing as npt

SHORT_WORDS = 40  # an article with fewer words is unlikely; news in brief has that many
SHORT_PENALTY = 1.2  # in units of log odds, for an article of no words at all; falls to nothing at `SHORT_WORDS`
_EPSILON = 1e-6


def cuts_of(scores: npt.NDArray[np.float64], words: npt.NDArray[np.int64], least: float) -> list[int]:
    """Return the most probable set of cuts, by dynamic programming in time linear in the lines.

    Args:
        scores: Probability, per line, that an article begins there.
        words: Words of each line.
        least: Probability from which a line is cut at, before the articles' lengths are weighed.

    Returns:
        Indices of the lines that open an article, without the first line of the text.
    """
    gains = np.log(scores + _EPSILON) - np.log(1 - scores + _EPSILON) - np.log(least / (1 - least))
    candidates = [int(i) for i in np.flatnonzero(gains > -SHORT_PENALTY) if i > 0]
    totals = np.concatenate([[0], np.cumsum(words)]).tolist()
    at = [0, *candidates, len(scores)]
    best, back = [0.0], [0]
    far, far_best = -1, 0  # last start so far above that the article is not short, and the best of these
    for k in range(1, len(at)):
        here = totals[at[k]]
        while far + 1 < k and here - totals[at[far + 1]] >= SHORT_WORDS:
            far += 1
            far_best = far if best[far] >= best[far_best] else far_best
        value, chosen = (best[far_best], far_best) if far >= 0 else (-np.inf, 0)
        for j in range(far + 1, k):
            near = best[j] - SHORT_PENALTY * (1 - (here - totals[at[j]]) / SHORT_WORDS)
            if near > value:
                value, chosen = near, j
        best.append(value + (float(gains[at[k]]) if at[k] < len(scores) else 0.0))
        back.append(chosen)
    cuts = []
    k = back[-1]
    while k > 0:
        cuts.append(at[k])
        k = back[k]
    return cuts[::-1]


LIKELY_SCORE = 0.5  # cuts below it, which a low `least` lets through, do not count for the document
MIN_JUDGED_CUTS = 20  # fewer cuts say too little of a document
SURE_SCORE, MIN_SURE_SHARE, MIN_MEAN_SCORE = 0.9, 0.05, 0.7
"""Of 60 dumps of bodies and of headed articles by outlets that training had not seen, the lowest share of sure cuts was .31, and dumps
all in capitals had .08 at a mean score of .74; six manuals cut into 37 to 144 pieces had means of .64 to .76 and shares of .01 to
.23. The limits stay below every dump: a manual in pieces can be put right in its side file, articles that became one are lost to view."""
KEPT_SCORE = 0.95  # of a cut that is made all the same


def believed(cuts: list[int], scores: npt.NDArray[np.float64]) -> list[int]:
    """Return the cuts that stand when the document as a whole is looked at.

    A manual, a licence or a novel has headings and new beginnings by the hundred, and hardly one of them looks like the
    opening of an article; in a dump, most do. Where both the mean score and the share of sure cuts are low, only the surest
    cuts are made.

    Args:
        cuts: Lines that would open an article.
        scores: Probability, per line, that an article begins there.
    """
    made = scores[cuts][scores[cuts] >= LIKELY_SCORE]
    if len(made) < MIN_JUDGED_CUTS:
        return cuts
    if made.mean() >= MIN_MEAN_SCORE or (made >= SURE_SCORE).mean() >= MIN_SURE_SHARE:
        return cuts
    return [cut for cut in cuts if scores[cut] >= KEPT_SCORE]
