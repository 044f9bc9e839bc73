import numpy as np
import pytest

from pipelines.segment.gaps import NARROW_SCORE, WIDE_SCORE, with_wide_gaps

ARTICLES, LINES = 5, 6
COUNT = ARTICLES * LINES
OPENERS = list(range(LINES, COUNT, LINES))


def gaps(between=2, inside=1, at=tuple(OPENERS)):
    """Blank lines above each line, wider ones above the lines `at`."""
    blanks = np.full(COUNT, inside)
    blanks[0] = 0
    blanks[list(at)] = between
    return blanks


def scored(**known):
    """Doubtful scores for openers, low ones elsewhere; `known` overrides lines named `l12`."""
    scores = np.full(COUNT, 0.05)
    scores[OPENERS] = [0.2, 0.6, 0.7, 0.8]
    for name, score in known.items():
        scores[int(name[1:])] = score
    return scores


CASES = [
    pytest.param(gaps(), scored(), True, id="two blank lines between articles"),
    pytest.param(gaps(1, 0), scored(), True, id="one blank line between articles"),
    pytest.param(gaps(1, 1), scored(), False, id="blank lines everywhere alike"),
    pytest.param(gaps(), scored(l12=0.1, l18=0.1), False, id="the model holds most wide gaps for parts of one text"),
    pytest.param(gaps(), scored(l3=0.95, l9=0.95), False, id="articles begin elsewhere too"),
    pytest.param(gaps(at=(6, 12)), scored(), False, id="two wide gaps"),
    pytest.param(gaps(at=tuple(range(1, 30, 2))), scored(), False, id="wide gaps at every other line"),
]


@pytest.mark.parametrize(("blanks", "scores", "is_parted"), CASES)
def test_wide_gaps_decide_where_they_part_the_articles(blanks, scores, is_parted):
    changed = with_wide_gaps(blanks, np.full(COUNT, 20), scores)
    if is_parted:
        assert (changed[OPENERS] >= WIDE_SCORE).all()
        assert (np.delete(changed, OPENERS) <= NARROW_SCORE).all()
    else:
        assert changed.tolist() == scores.tolist()


def test_a_sure_beginning_stands_where_no_gap_is_wide():
    blanks = np.concatenate([gaps()] * 3)
    scores = np.concatenate([scored(l9=0.97), scored(), scored()])
    changed = with_wide_gaps(blanks, np.full(len(blanks), 20), scores)
    assert changed[9] == 0.97
    assert changed[LINES] >= WIDE_SCORE


def test_short_stretches_are_no_articles():
    assert with_wide_gaps(gaps(), np.full(COUNT, 3), scored()).tolist() == scored().tolist()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_lines_say_nothing(count):
    nothing = np.zeros(count, np.int64)
    assert with_wide_gaps(nothing, nothing, np.zeros(count)).tolist() == [0.0] * count
