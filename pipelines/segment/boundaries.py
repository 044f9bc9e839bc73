"""How likely an article begins at each line of a document."""

import re

import numpy as np
import numpy.typing as npt

from pipelines.segment.headings import ends_sentence, is_subheading, is_title
from pipelines.segment.lines import Lines

_WORD = re.compile(r"[^\W\d_]{4,}")


class BoundaryModel:
    """Scores every line as the possible opening of an article."""

    def scores(self, lines: Lines, aside: dict[int, tuple[str, float]]) -> npt.NDArray[np.float64]:
        """Probability, per line, that an article begins there; 0 for residue."""
        scores = np.zeros(len(lines))
        for i in range(1, len(lines) - 1):
            if i in aside or not is_title(lines.texts[i]) or not ends_sentence(lines.texts[i + 1]):
                continue
            words = set(_WORD.findall(lines.texts[i].lower()))
            echo = len(words & set(_WORD.findall(lines.texts[i + 1].lower())))
            scores[i] = min(0.9, 0.3 + 0.2 * echo - 0.2 * is_subheading(lines.texts[i]))
        return scores
