"""The vectors that the quote network begins from: a word's is the sum of those of its pieces and of what it looks like."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.encoder.session import ModelError
from pipelines.encoder.shapes import SHAPE_COUNT
from pipelines.enrich.quotes.features import NAME_KINDS, QUOTE_STATES, Words

VECTORS_FILE = "vectors.npz"

Floats = npt.NDArray[np.float32]


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
            self._first = arrays["levels"].astype(np.float32) * arrays["scale"].astype(np.float32)[:, None]
            self._last = self._first * arrays["last"]
            marks = arrays["shape"][:, None, None, None] + arrays["state"][None, :, None, None]
            marks = marks + arrays["name"][None, None, :, None] + arrays["begin"][None, None, None]
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"{path}: not usable vectors ({error}); reinstall dateline") from error
        self.width = self._first.shape[1]
        self._marks = marks.reshape(SHAPE_COUNT * QUOTE_STATES * NAME_KINDS * 2, self.width).astype(np.float32)

    def of(self, words: Words) -> Floats:
        """The vectors of a passage's words (words, numbers)."""
        looks = ((words.shapes * QUOTE_STATES + words.states) * NAME_KINDS + words.names) * 2 + words.begins
        found: Floats = self._first.take(self._rows[words.first_pieces], axis=0)
        found += self._last.take(self._rows[words.last_pieces], axis=0)
        found += self._marks.take(looks, axis=0)
        return found
