"""Which of the scored lines open an article: the best set of cuts under a prior of how long articles are."""

import numpy as np
import numpy.typing as npt

MAX_LINES = 400  # of one article while cuts are weighed against one another; longer articles cost nothing extra
SHORT_WORDS = 40  # an article with fewer words is unlikely; news in brief has that many
SHORT_PENALTY = 1.2  # in units of log odds, for an article of no words at all; falls to nothing at `SHORT_WORDS`
_EPSILON = 1e-6


def cuts_of(scores: npt.NDArray[np.float64], words: npt.NDArray[np.int64], least: float) -> list[int]:
    """The most probable cuts by dynamic programming.

    Args:
        scores: Probability, per line, that an article begins there.
        words: Words of each line.
        least: A cut with this probability is as good as none, the articles' lengths apart.

    Returns:
        Indices of lines, the first line left out.
    """
    gains = np.log(scores + _EPSILON) - np.log(1 - scores + _EPSILON) - np.log(least / (1 - least))
    candidates = [int(i) for i in np.flatnonzero(gains > -SHORT_PENALTY) if i > 0]
    totals = np.concatenate([[0], np.cumsum(words)])
    at = np.array([0, *candidates])
    best = np.zeros(len(at))
    back = np.zeros(len(at), np.int64)
    for k in range(1, len(at)):
        low = max(0, k - MAX_LINES)
        values = best[low:k] - _shortness(totals[at[k]] - totals[at[low:k]])
        chosen = int(np.argmax(values))
        best[k], back[k] = values[chosen] + gains[at[k]], low + chosen
    final = best - _shortness(totals[-1] - totals[at])
    k = int(np.argmax(final))
    cuts = []
    while k > 0:
        cuts.append(int(at[k]))
        k = int(back[k])
    return cuts[::-1]


def _shortness(words: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    penalty: npt.NDArray[np.float64] = SHORT_PENALTY * np.clip(1 - words / SHORT_WORDS, 0, 1)
    return penalty
