"""The vectors that the quote network begins from: a word's is the sum of those of its pieces and of what it looks like."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.encoder.session import ModelError
from pipelines.encoder.shapes import SHAPE_COUNT
from pipelines.enrich.quotes.features import NAME_KINDS, QUOTE_STATES, Words

VECTORS_FILE = "vectors.npz"

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class WordVectors:
    """Tables of vectors.

    Args:
        path: `rows` (piece to row), `levels` (int8) and `scale` of the pieces, `last` (what a word's last piece counts for), and one table
            each for `shape`, `state`, `name` and `begin`.

    Raises:
        ModelError: If the file is missing or lacks a table; the message names it.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            self._rows = arrays["rows"].astype(np.int64)
            pieces = arrays["levels"].astype(np.float32) * arrays["scale"].astype(np.float32)[:, None]
            marks = arrays["shape"][:, None, None, None] + arrays["state"][None, :, None, None]
            marks = marks + arrays["name"][None, None, :, None] + arrays["begin"][None, None, None]
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"{path}: not usable vectors ({error}); reinstall dateline") from error
        width = pieces.shape[1]
        looks = marks.reshape(SHAPE_COUNT * QUOTE_STATES * NAME_KINDS * 2, width)
        self._tables = [_with_nothing(table) for table in (pieces, pieces * arrays["last"], looks)]

    def rows(self, passages: Sequence[Words]) -> list[Ints]:
        """The row of each word in each table, the words of all passages one after another; and last the row of no word."""
        columns = [np.concatenate(part) for part in zip(*passages, strict=True)]
        firsts, lasts, shapes, states, names, begins, *_ = columns
        looks = ((shapes * QUOTE_STATES + states) * NAME_KINDS + names) * 2 + begins
        found = (self._rows[firsts], self._rows[lasts], looks)
        return [np.append(rows, len(table) - 1) for rows, table in zip(found, self._tables, strict=True)]

    def of(self, rows: Sequence[Ints], words: Ints) -> Floats:
        """The vectors of some words; their numbers are the last axis.

        Args:
            rows: As `rows` gives them.
            words: Which of the words, in an array of any shape.
        """
        found: Floats = self._tables[0].take(rows[0][words], axis=0, mode="clip")
        for table, row in zip(self._tables[1:], rows[1:], strict=True):
            found += table.take(row[words], axis=0, mode="clip")
        return found


def _with_nothing(table: Floats) -> Floats:
    """A table with one more row, of zeros."""
    return np.concatenate([table, np.zeros((1, table.shape[1]))]).astype(np.float32)
