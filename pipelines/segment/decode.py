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
