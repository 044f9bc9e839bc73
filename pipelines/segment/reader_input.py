"""What the reader sees of a gap between two lines: the lines just below it and the lines just above it, as word pieces."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
BELOW = (40, 20, 12)
"""Pieces read of the line below the gap, of the next one and of the one after that."""
ABOVE = (30, 18)
"""Pieces read of the line above the gap and of the one above that; of a longer line its beginning and its end."""
MAX_PIECES = sum(BELOW) + sum(ABOVE) + len(BELOW) + len(ABOVE) + 1


def gap_input(pieces: Sequence[Ints], gap: int, opening: int, closing: int) -> tuple[Ints, Ints]:
    """Ids and sides (0 below, 1 above) of the gap above line `gap`.

    Args:
        pieces: Ids of each line's word pieces, without marks.
        gap: Index of the line below the gap, at least 1.
        opening: Id of the mark that opens an input.
        closing: Id of the mark that ends each line.
    """
    ids: list[int] = [opening]
    for line, size in zip(pieces[gap : gap + len(BELOW)], BELOW, strict=False):
        ids += [*line[:size].tolist(), closing]
    below = len(ids)
    for back, size in enumerate(ABOVE, start=1):
        if gap - back < 0:
            break
        line = pieces[gap - back]
        half = size // 2
        read = line if len(line) <= size else np.concatenate([line[: size - half], line[-half:]])
        ids += [*read.tolist(), closing]
    sides = np.zeros(len(ids), np.int64)
    sides[below:] = 1
    return np.array(ids, np.int64), sides
