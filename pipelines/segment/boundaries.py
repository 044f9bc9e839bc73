"""How likely an article begins at each line of a document: two stages of boosted trees."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from pipelines.encoder.session import OnnxModel, load_model
from pipelines.segment.briefs import BRIEF_SCORE, LINE_SCORE, brief_starts, one_a_line
from pipelines.segment.context import context_columns
from pipelines.segment.features import SEGMENT_MODELS, Reading, load_style, load_words
from pipelines.segment.gaps import with_wide_gaps
from pipelines.segment.letters import PAGE_SCORE, letter_pages
from pipelines.segment.lines import Lines
from pipelines.segment.recase import is_in_capitals, recased
from pipelines.segment.roundups import HEADING_SCORE, stretches
from pipelines.segment.typography import typography_columns

BLOCK_LINES, OVERLAP_LINES = 4_000, 120  # read at once; memory is bounded whatever the document's size
MIN_TEXT_LINES = 2  # fewer lines hold no gap
READINGS = 3
"""How often the second stage reads a document, each time in the light of what it said before; the mean of their log odds counts.

What opens articles in this document, and how long they are, is known better after the first of these readings than after the first
stage, which saw each gap alone. On 132 dumps of bodies the mean of three is better than that of two, and either than the last alone."""
MIN_READ_AGAIN, MIN_LINES_PER_START = 5.0, 9.0
"""Expected beginnings below the first line, and lines for each of them, from which a document has habits that one can read again. In files of one or
two articles the second reading believes the doubts of the first: without the first limit 56 of 260 single articles are cut, with it 29. In dumps of six
articles of five lines F1 falls by .05, in a thousand of them by .03; such dumps have 4 to 8 lines for each beginning expected, 192 dumps of whole articles 17 and more."""
_EPSILON = 1e-6
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the trees' inputs are called, and how their scores become probabilities (Platt, 1999).

    Attributes:
        first: Names of the first stage's features, in the order of its input.
        second: Names of the second stage's features.
        slope: Factor of the score's logit.
        shift: Added to it.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    slope: float
    shift: float


@lru_cache(maxsize=2)
def load_calibration(path: Path = SEGMENT_MODELS / "boundaries.json") -> Calibration:
    """The description that ships beside the trees."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(tuple(stored["first"]), tuple(stored["second"]), float(stored["slope"]), float(stored["shift"]))


class BoundaryModel:
    """Scores every line as the possible opening of an article.

    Args:
        folder: Where the weights lie.
    """

    FILES: ClassVar[tuple[str, ...]] = (
        "boundaries.json",
        "boundaries_first.onnx",
        "boundaries_second.onnx",
        "style.npz",
        "words.npz",
    )

    def __init__(self, folder: Path = SEGMENT_MODELS) -> None:
        self._words, self._style = load_words(folder / "words.npz"), load_style(folder / "style.npz")
        self._calibration = load_calibration(folder / "boundaries.json")
        self._first = load_model(folder / "boundaries_first.onnx")
        self._second = load_model(folder / "boundaries_second.onnx")

    def scores(self, lines: Lines, aside: dict[int, tuple[str, float]]) -> Scores:
        """Probability, per line, that an article begins there; 0 for residue and for the first line of text.

        Args:
            lines: The document.
            aside: Lines that are residue.
        """
        kept = np.array([i for i in range(len(lines)) if i not in aside], np.int64)
        scores = np.zeros(len(lines))
        if len(kept) < MIN_TEXT_LINES:
            return scores
        above = np.diff(kept, prepend=-1) - 1
        blanks = np.array(
            [lines.blanks[i - n : i + 1].max() for i, n in zip(kept.tolist(), above.tolist(), strict=True)], np.int64
        )
        read = [lines.texts[i] for i in kept]
        if is_in_capitals(read):
            read = [recased(text) for text in read]
        for start in range(0, len(kept), BLOCK_LINES):
            low, high = max(0, start - OVERLAP_LINES), min(len(kept), start + BLOCK_LINES + OVERLAP_LINES)
            end = min(len(kept), start + BLOCK_LINES)
            found = self._block(Reading(read[low:high], blanks[low:high], above[low:high], self._words, self._style))
            scores[kept[start:end]] = found[start - low : end - low]
        words = np.array([text.count(" ") + 1 for text in read], np.int64)
        scores[kept] = with_wide_gaps(blanks, words, scores[kept])
        for start, end, opens in stretches(read):
            scores[kept[start + 1 : end]] = 0.0
            scores[kept[start]] = max(scores[kept[start]], HEADING_SCORE if opens else 0.0)
        for start, end in letter_pages(read):
            scores[kept[start + 1 : end]] = 0.0
            openers = [i for i in (start, end) if i < len(kept)]
            scores[kept[openers]] = np.maximum(scores[kept[openers]], PAGE_SCORE)
        briefs = kept[np.array(brief_starts(read), np.int64)]
        scores[briefs] = np.maximum(scores[briefs], BRIEF_SCORE)
        scores[kept[one_a_line(scores[kept])]] = LINE_SCORE
        scores[kept[0]] = 0.0
        return scores

    def _block(self, reading: Reading) -> Scores:
        columns = dict(reading.named_columns)
        chance = _run(self._first, np.stack([columns[n] for n in self._calibration.first], axis=1))
        columns.update(typography_columns(reading.texts))
        readings: list[Scores] = []
        while len(readings) < READINGS:
            chance[0] = 1.0
            columns.update(context_columns(columns, reading.vectors, chance))
            chance = _run(self._second, np.stack([columns[n] for n in self._calibration.second], axis=1))
            read = chance.astype(np.float64)
            readings.append(np.log((read + _EPSILON) / (1 - read + _EPSILON)))
            expected = float(read[1:].sum())
            if expected < MIN_READ_AGAIN or len(read) < MIN_LINES_PER_START * expected:
                break
        logit = np.mean(readings, axis=0)
        calibrated: Scores = 1 / (1 + np.exp(-(self._calibration.slope * logit + self._calibration.shift)))
        return calibrated


def _run(model: OnnxModel, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Probabilities: the trees give log odds."""
    output = model.run({model.input_names[0]: np.ascontiguousarray(rows, np.float32)})
    odds = output[model.output_names[0]].reshape(-1).astype(np.float32)
    return (1 / (1 + np.exp(-odds))).astype(np.float32)
