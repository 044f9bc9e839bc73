"""Passages laid one after another in lanes side by side, so that the network reads many words at each step and little of it is padding."""

from collections.abc import Sequence
from heapq import heapify, heapreplace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

GAP_WORDS = 2
"""Empty places after a passage: as far as the network's near layers read, and its recurrent layer is reset by one."""
MAX_LANES = 256
"""More lanes make no step cheaper by the word."""
STEP_LANES = 20
"""What a step costs however few lanes there are, in lanes."""
PER_LANE_TRIED = 3
"""How many numbers of passages for each lane are tried: two of news fill lanes to .95, since a long one goes with a short one; three to .80."""


class Lanes(NamedTuple):
    """Where passages stand.

    Attributes:
        lane_count: How many lanes there are.
        place_count: Places of each lane.
        begins: The number of each passage's first place, as places are counted over all lanes: `place * lane_count + lane`.
    """

    lane_count: int
    place_count: int
    begins: Ints

    def words(self, lengths: Ints) -> Ints:
        """Which word stands in each place (places, lanes), words counted over all passages; one past the last where none does."""
        size = int(lengths.sum())
        within = np.arange(size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        found = np.full(self.place_count * self.lane_count, size, np.int64)
        found[np.repeat(self.begins, lengths) + within * self.lane_count] = np.arange(size)
        return found.reshape(self.place_count, self.lane_count)


def lanes_of(lengths: Sequence[int]) -> Lanes:
    """The lanes that cost least for passages of so many words; at least one passage."""
    least = -(-len(lengths) // MAX_LANES)
    tried = [_filled(lengths, -(-len(lengths) // each)) for each in range(least, least + PER_LANE_TRIED)]
    return min(tried, key=lambda lanes: lanes.place_count * (lanes.lane_count + STEP_LANES))


def _filled(lengths: Sequence[int], count: int) -> Lanes:
    """So many lanes, each passage in the one that is filled least, the longest passage first."""
    lanes = [(0, lane) for lane in range(count)]
    heapify(lanes)
    begins = np.zeros(len(lengths), np.int64)
    for number in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        taken, lane = lanes[0]
        begins[number] = taken * count + lane
        heapreplace(lanes, (taken + lengths[number] + GAP_WORDS, lane))
    return Lanes(count, max(lanes)[0], begins)
