"""A web address on a line of its own at each article."""

import itertools
import re

from pipelines.segment.headings import is_title
from pipelines.segment.layouts.stated import MAX_MARK_CHARS, NOTHING, Structure, piece_words
from pipelines.segment.lines import Lines

MIN_ADDRESSES = 3
MIN_EACH_WORDS = 30  # of nearly every article; a list of links has none
_ADDRESS = re.compile(
    r"(?:(?:url|link|source|address|permalink|from|original)\s?:\s{0,3})?<?(?:https?://|www\.)[^\s<>]{4,2000}>?$",
    re.IGNORECASE,
)


def addresses(lines: Lines) -> Structure:
    """Articles that begin with their address, or with a headline and then their address, or end with it: what opens the document shows which."""
    found = [i for i, text in enumerate(lines.texts) if len(text) <= 2 * MAX_MARK_CHARS and _ADDRESS.match(text)]
    if len(found) < MIN_ADDRESSES or any(b - a == 1 for a, b in itertools.pairwise(found)):
        return NOTHING
    if found[0] == 0:
        starts = found
    elif found[0] == 1 and all(is_title(lines.texts[i - 1]) for i in found):
        starts = [i - 1 for i in found]
    elif found[-1] == len(lines) - 1:
        starts = [0, *(i + 1 for i in found[:-1])]
    else:
        return NOTHING
    short = sum(words < MIN_EACH_WORDS for words in piece_words(lines, starts))
    if short * 5 > len(starts):
        return NOTHING
    return Structure(frozenset(starts), headers=frozenset(found), needs_witness=True)
