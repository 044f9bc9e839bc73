"""Which cuts stand when the document is looked at as a whole: a dump of news, one text, or no news at all.

The boundary model reads each gap with a few dozen lines on both sides. A novel, a manual or a licence has headings and new
beginnings by the hundred, and the model doubts each of them alone. What tells them from news is the whole: news says in every
article on which day something happened and who said so.
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

SAMPLED_CHARS = 400_000  # of a document that are read for what news says, spread over all of it
LINE_CHARS = 2_000  # of a line that are read
MIN_READ_CHARS = 10_000  # fewer say too little: an article that names no day stands in most dumps
MIN_ENGLISH_SHARE = (
    0.14  # of the words are among the commonest; English has .2 to .3. In other languages news says it otherwise
)
MIN_DAYS, MIN_SAYINGS, MIN_PRODUCT = 0.2, 0.12, 0.09
"""Mentions per 1,000 characters, and both multiplied. Twelve articles of one outlet, 122 outlets: days .3 or more, sayings .15 or more, the
product .12 or more; dumps of many outlets .9 and .75 at least. Ten manuals and licences: the product .08 at most, or sayings under .12."""
SURE_SCORE = 0.9
STRONG_MEAN, STRONG_SURE_SHARE = 0.85, 0.5
"""Cuts so good are believed whatever the text is about. Of 100 dumps with headlines the lowest were .93 and .73, of 25 without .76 and
.21; of eight manuals the highest were .76 and .23."""
LIKELY_SCORE = 0.5  # cuts below it, which a low `least` lets through, do not count for the document
MIN_JUDGED_CUTS = 20  # fewer cuts say too little of a document of news
MIN_SURE_SHARE, MIN_MEAN_SCORE = 0.05, 0.7
"""Of 60 dumps of bodies and of headed articles by outlets that training had not seen, the lowest share of sure cuts was .31, and dumps
all in capitals had .08 at a mean score of .74. Below both limits a text that reads as news is one long text."""
KEPT_SCORE = 0.97  # of a cut that is made all the same
FEW_CUTS, MIN_FEW_SCORE, MIN_LONE_SCORE = 3, 0.7, 0.8
"""Least score of each cut where a document has so few, and of a lone one: most files of a few articles are of one. Of 260 single articles of outlets
that training had not seen, 64 were cut without these limits and 31 with them; F1 of files of two articles rises from .713 to .757, of three it falls
from .808 to .804, of five it stays."""

_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|(?:jan|feb|aug|sept|oct|nov|dec)\."
    r"|yesterday|today|tonight|(?:last|this) (?:week|month|year)|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:said|says|told|adds|added|according to|reported|announced|statement)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(["the", "of", "to", "and", "in", "a", "is", "that", "for", "on"])


def believed(cuts: list[int], scores: npt.NDArray[np.float64], texts: Sequence[str]) -> list[int]:
    """Return the cuts that stand when the document as a whole is looked at.

    Args:
        cuts: Lines that would open an article.
        scores: Probability, per line, that an article begins there.
        texts: The lines.
    """
    if len(cuts) <= FEW_CUTS:
        cuts = [cut for cut in cuts if scores[cut] >= MIN_FEW_SCORE]
    if len(cuts) == 1 and scores[cuts[0]] < MIN_LONE_SCORE:
        return []
    made = scores[cuts][scores[cuts] >= LIKELY_SCORE]
    if not len(made):
        return cuts
    sure_share = (made >= SURE_SCORE).mean()
    if made.mean() >= STRONG_MEAN and sure_share >= STRONG_SURE_SHARE:
        return cuts
    doubted = len(made) >= MIN_JUDGED_CUTS and made.mean() < MIN_MEAN_SCORE and sure_share < MIN_SURE_SHARE
    if not doubted and is_news(texts) is not False:
        return cuts
    return [cut for cut in cuts if scores[cut] >= KEPT_SCORE]


def is_news(texts: Sequence[str]) -> bool | None:
    """Whether the text names days and who said what as often as news does; None where it is too short or not in English.

    Args:
        texts: The lines of the document.
    """
    total = sum(min(len(text), LINE_CHARS) for text in texts)
    read = "\n".join(text[:LINE_CHARS] for text in texts[:: total // SAMPLED_CHARS + 1])
    words = _WORD.findall(read.lower())
    if len(read) < MIN_READ_CHARS or sum(word in _COMMON for word in words) < MIN_ENGLISH_SHARE * len(words):
        return None
    thousands = len(read) / 1000
    days, sayings = len(_DAY.findall(read)) / thousands, len(_SAYING.findall(read)) / thousands
    return days >= MIN_DAYS and sayings >= MIN_SAYINGS and days * sayings >= MIN_PRODUCT
