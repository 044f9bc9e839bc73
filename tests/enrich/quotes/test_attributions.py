"""Spans joined: who belongs to which cue."""

import numpy as np
import pytest

from pipelines.enrich.quotes.attributions import joined
from pipelines.enrich.quotes.chain import TaggedSpan
from pipelines.enrich.quotes.features import Words
from pipelines.enrich.quotes.tags import AFTER, BEFORE, CONTENT, CUE, KINDS, NOWHERE, SOURCE


def words(count):
    places = np.arange(count) * 10
    nothing = np.zeros(count, np.int64)
    return Words(nothing, nothing, nothing, nothing, nothing, nothing, places, places + 9)


def span(first, end, role, side=NOWHERE, chance=0.9):
    return TaggedSpan(first, end, KINDS.index((role, side)), chance)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param(
            [span(0, 1, SOURCE, AFTER), span(1, 2, CUE), span(2, 5, CONTENT, BEFORE)],
            [([(20, 49)], (10, 19), (0, 9))],
            id="Sara said that",
        ),
        pytest.param(
            [span(0, 3, CONTENT, AFTER), span(3, 4, CUE), span(4, 5, SOURCE, BEFORE), span(6, 9, CONTENT, BEFORE)],
            [([(0, 29), (60, 89)], (30, 39), (40, 49))],
            id="interrupted",
        ),
        pytest.param(
            [
                *(span(0, 1, SOURCE, AFTER), span(1, 2, CUE), span(2, 4, CONTENT, BEFORE)),
                *(span(5, 6, SOURCE, AFTER), span(6, 7, CUE), span(7, 9, CONTENT, BEFORE)),
            ],
            [([(20, 39)], (10, 19), (0, 9)), ([(70, 89)], (60, 69), (50, 59))],
            id="two in a row",
        ),
        pytest.param([span(0, 3, CONTENT, NOWHERE)], [([(0, 29)], None, None)], id="without a cue"),
        pytest.param([span(0, 3, CONTENT, AFTER)], [([(0, 29)], None, None)], id="its cue is not there"),
        pytest.param([span(0, 1, SOURCE, AFTER), span(1, 2, CUE)], [], id="nothing said"),
        pytest.param(
            [span(0, 1, SOURCE, AFTER), span(2, 3, SOURCE, AFTER), span(3, 4, CUE), span(4, 6, CONTENT, BEFORE)],
            [([(40, 59)], (30, 39), (20, 29))],
            id="of two sources the nearest",
        ),
        pytest.param(
            [span(0, 2, CONTENT, AFTER), span(2, 3, CUE), span(8, 10, CONTENT, BEFORE)],
            [([(0, 19)], (20, 29), None)],
            id="a second part far away",
        ),
        pytest.param([], [], id="nothing"),
    ],
)
def test_statements(spans, expected):
    assert [(made.contents, made.cue, made.source) for made in joined(spans, words(10))] == expected


def test_chances_are_those_of_the_least_sure_part():
    [made] = joined(
        [span(0, 3, CONTENT, AFTER, 0.9), span(3, 4, CUE, chance=0.8), span(5, 7, CONTENT, BEFORE, 0.4)], words(10)
    )
    assert made.chances == {CONTENT: 0.4, CUE: 0.8}
