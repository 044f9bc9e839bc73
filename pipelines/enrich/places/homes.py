"""Which countries an article's words speak for: "senator" and "Democrat", "Labour" and "the NHS", "crore" and "panchayat".

A table of words, learnt from news of many outlets that names countries: what a word is worth is how much more often than
other words it stands in articles about the country. Names of places are no words here: they have their own evidence.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

MODEL_DIR = Path(__file__).parents[2] / "models" / "places"
HOMES_FILE = MODEL_DIR / "homes.json"
MAX_CHARS = 6_000
"""Characters of a field that are read: where an article plays shows early, and the work is bounded."""
MAX_EVIDENCE = 6.0
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def words_of(text: str, spans: Iterable[tuple[int, int]]) -> set[str]:
    """The distinct words of the opening of a text, those within spans left out."""
    kept, at = [], 0
    for start, end in spans:
        kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    return set(_WORD.findall(" ".join(kept)[:MAX_CHARS]))


class HomeWords:
    """Log odds of countries by word.

    Args:
        country_codes: ISO 3166-1 codes in the gazetteer's order.
        folder: Where `homes.json` lies.
    """

    def __init__(self, country_codes: tuple[str, ...], folder: Path = MODEL_DIR) -> None:
        stored: Mapping[str, Mapping[str, float]] = _stored(folder / HOMES_FILE.name)
        number = {code: at for at, code in enumerate(country_codes)}
        self._count = len(country_codes)
        self._odds = {
            word: [(number[code], odds) for code, odds in of_word.items() if code in number]
            for word, of_word in stored.items()
        }

    def evidence(self, words: set[str]) -> Floats:
        """How far the words speak for each country, 0 where they do not, at most `MAX_EVIDENCE`."""
        total = np.zeros(self._count, np.float32)
        for word in sorted(words & self._odds.keys()):
            for country, odds in self._odds[word]:
                total[country] += odds
        clipped: Floats = np.minimum(total, MAX_EVIDENCE)
        return clipped


@lru_cache(maxsize=4)
def _stored(path: Path) -> Mapping[str, Mapping[str, float]]:
    content: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return content
