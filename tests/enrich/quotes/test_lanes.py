"""Passages in lanes: every word has one place, and no passage reaches another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.quotes.lanes import GAP_WORDS, MAX_LANES, lanes_of


@given(st.lists(st.integers(1, 60), min_size=1, max_size=60))
def test_each_word_stands_in_one_place_and_passages_apart(lengths):
    lanes = lanes_of(lengths)
    counts = np.array(lengths)
    words = lanes.words(counts)
    assert words.shape == (lanes.place_count, lanes.lane_count)
    assert sorted(words[words < counts.sum()].tolist()) == list(range(counts.sum()))
    firsts = np.cumsum(counts) - counts
    for number, (begin, length) in enumerate(zip(lanes.begins.tolist(), lengths, strict=True)):
        place, lane = divmod(begin, lanes.lane_count)
        column = words[:, lane].tolist()
        assert column[place : place + length] == list(range(firsts[number], firsts[number] + length))
        assert set(column[place + length : place + length + GAP_WORDS]) <= {counts.sum()}
        assert len(column) >= place + length + GAP_WORDS


@pytest.mark.parametrize(
    ("lengths", "count"),
    [
        pytest.param([7], 1, id="one passage"),
        pytest.param(
            [100, 98, 97], 3, id="few passages stand side by side: there are as few steps as words in the longest"
        ),
        pytest.param([150, 10, 100, 60] * 100, 200, id="many stand two to a lane, a long one with a short one"),
        pytest.param([5] * 3_000, MAX_LANES - 6, id="there are no more lanes than a step is worth"),
    ],
)
def test_how_many_lanes(lengths, count):
    assert lanes_of(lengths).lane_count == count
