"""The structure that a document states itself: where it says that articles begin.

A document that states its structure is believed over any model. Each kind of mark has its own test of whether it
delimits articles or only decorates one, because `***` also stands between the parts of an essay and `###` above a
sub-heading; a mark that does both is believed when the model's scores bear it out.
"""

import numpy as np
import numpy.typing as npt

from pipelines.segment.layouts.factiva import factiva, factiva_codes
from pipelines.segment.layouts.headers import front_matter, key_headers
from pipelines.segment.layouts.headings import bold_headlines, markdown, tagged_headlines
from pipelines.segment.layouts.nexis import nexis
from pipelines.segment.layouts.numbered import numbered_headlines, numbered_marks
from pipelines.segment.layouts.pages import form_feeds
from pipelines.segment.layouts.proquest import proquest
from pipelines.segment.layouts.rules import rules
from pipelines.segment.layouts.stated import NOTHING, Structure
from pipelines.segment.layouts.urls import addresses
from pipelines.segment.lines import Lines

READERS = (
    nexis, proquest, factiva_codes, factiva, front_matter, numbered_marks, key_headers, markdown, tagged_headlines, form_feeds, bold_headlines, numbered_headlines, addresses, rules,
)  # fmt: skip
"""The readers of layouts, those whose marks nothing else uses first."""
MIN_AGREED_SHARE = 0.6  # of the stated starts that the model must not hold for the middle of an article
AGREED_SCORE = 0.25
MAX_OTHER_SHARE = 0.34  # sure cuts elsewhere, per stated start: with more, the marks do not stand between all articles
SURE_SCORE = 0.9


def stated_structure(lines: Lines) -> Structure:
    """The strongest structure that the document states; an empty one when it states none."""
    if len(lines) < 2:
        return NOTHING
    for reader in READERS:
        found = reader(lines)
        if found.starts:
            return found
    return NOTHING


def is_borne_out(structure: Structure, scores: npt.NDArray[np.float64]) -> bool:
    """Whether the boundary model agrees that the stated starts are the starts of articles.

    Args:
        structure: What the document states.
        scores: The model's score of each line.
    """
    stated = sorted(i for i in structure.starts if i > min(structure.starts))
    if not stated:
        return False
    near = [float(scores[max(0, i - 1) : i + 2].max()) for i in stated]
    agreed = sum(score >= AGREED_SCORE for score in near)
    beside = {k for i in structure.starts for k in range(i - 2, i + 3)} | structure.marks
    others = sum(i not in beside for i in np.flatnonzero(scores >= SURE_SCORE).tolist())
    return agreed >= MIN_AGREED_SHARE * len(stated) and others <= MAX_OTHER_SHARE * len(stated)
