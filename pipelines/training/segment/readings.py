"""A composed dump as the boundary model reads it, with its answers."""

from dataclasses import dataclass

import numpy as np

from pipelines.evaluation.compose import Dump
from pipelines.segment.features import Reading, Style, Words
from pipelines.segment.lines import lines_of
from pipelines.segment.residue import residue_codes


@dataclass(frozen=True, slots=True)
class ReadDump:
    """A dump's lines without residue.

    Attributes:
        reading: The lines and their features.
        starts: Whether an article begins at each line.
    """

    reading: Reading
    starts: np.ndarray


def read_dump(dump: Dump, words: Words, style: Style) -> ReadDump:
    """The lines of a dump; a start on a line of residue counts for the next line that is kept."""
    lines = lines_of(dump.text)
    residue = residue_codes(lines.texts)
    kept = [i for i, found in enumerate(residue) if not found]
    starts = {start for start, _ in dump.spans}
    labels, pending = [], False
    for i, found in enumerate(residue):
        is_start = int(lines.starts[i]) in starts
        if found:
            pending = pending or is_start
        else:
            labels.append(is_start or pending)
            pending = False
    above = np.diff(np.array([-1, *kept])) - 1
    blanks = np.array([max(lines.blanks[i - k] for k in range(above[n] + 1)) for n, i in enumerate(kept)], np.int64)
    return ReadDump(Reading([lines.texts[i] for i in kept], blanks, above, words, style), np.array(labels, bool))
