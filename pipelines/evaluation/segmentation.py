"""How well dumps are cut into articles: exact boundaries, Pk, WindowDiff, and whether the scores can be believed.

A gold file is JSONL, one dump a line: `{"id", "text", "boundaries": [offset at which each article starts, 0 included]}`
or `{"text", "articles": [{"start", "end"}]}`; an optional `layout` gives figures of its own. `pipelines.evaluation.compose`
makes such files from articles.
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.evaluation.gold import GoldError, read_gold_jsonl
from pipelines.segment.headings import ends_sentence
from pipelines.segment.lines import Lines, lines_of
from pipelines.segment.segmenter import Segmenter

RELIABILITY_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
SURE_SCORE = 0.95
"""Cuts scored so high or higher are counted apart: as many of them should be right."""
Cutter = Callable[[str, Lines], list[tuple[int, float]]]
"""A segmentation method: a text and its lines -> index of each line that opens an article, with a score."""


@dataclass(slots=True)
class Tally:
    """Counts over dumps; cuts at the very beginning of a dump are given and not counted."""

    dumps: int = 0
    true: int = 0
    found: int = 0
    hits: int = 0
    leading_hits: int = 0
    sure: int = 0
    sure_hits: int = 0
    pk: list[float] = field(default_factory=list)
    window_diff: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        """Precision, recall and F1 over all cuts; means over dumps of Pk and WindowDiff."""
        precision, recall, f1 = self._rates(self.hits)
        leading = self._rates(self.leading_hits)
        return {
            "dumps": self.dumps,
            "boundaries": self.true,
            "found": self.found,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(f1, 4),
            "precision_leading": round(leading[0], 4),
            "recall_leading": round(leading[1], 4),
            "f1_leading": round(leading[2], 4),
            "sure_cuts": self.sure,
            "sure_right": round(self.sure_hits / self.sure, 4) if self.sure else None,
            "pk": round(float(np.mean(self.pk)), 4) if self.pk else None,
            "window_diff": round(float(np.mean(self.window_diff)), 4) if self.window_diff else None,
        }

    def _rates(self, hits: int) -> tuple[float, float, float]:
        precision = hits / self.found if self.found else float(self.true == 0)
        recall = hits / self.true if self.true else 1.0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0


def evaluate(gold: Path) -> dict[str, object]:
    """Score the shipped segmenter on the dumps of `gold`.

    Returns:
        Figures over all dumps and per layout. A boundary is right when it stands on the same line as a gold one; the
        first of a dump is given. The figures named `_leading` also count a cut right that stands below the gold one with
        nothing between them but lines that are no sentence (headline, byline, dateline, caption). `pk` (Beeferman et al. 1999) and `window_diff` (Pevzner and Hearst 2002) are over non-blank
        lines, with a window of half the mean gold segment. `sure_right`: the share right of the cuts
        scored `SURE_SCORE` or more. `reliability`: of the cuts scored in each band, how many
        there are, their mean score and the share that is right.

    Raises:
        GoldError: If the file is not in the form above.
    """
    return score(gold, shipped_cutter(Segmenter()))


def shipped_cutter(segmenter: Segmenter) -> Cutter:
    """The segmenter as a `Cutter`."""

    def cut(text: str, lines: Lines) -> list[tuple[int, float]]:
        articles = segmenter.segment(text).articles
        return [(int(np.searchsorted(lines.starts, a.start)), a.score) for a in articles]

    return cut


def score(gold: Path, cutter: Cutter) -> dict[str, object]:
    """Figures of any segmentation method on the dumps of `gold`."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    scored: list[tuple[float, bool]] = []
    for number, record in read_gold_jsonl(gold):
        text = _text(gold, number, record)
        lines = lines_of(text)
        if not len(lines):
            continue
        starts = _starts(gold, number, record, text)
        true = {min(len(lines) - 1, int(np.searchsorted(lines.ends, s, side="right"))) for s in starts} | {0}
        found = dict(cutter(text, lines))
        inner = {i for i in found if i > 0 and i > min(true)}
        scored += [(found[i], i in true) for i in inner]
        for name in ("all", str(record.get("layout") or "")):
            if name:
                _count(tallies[name], true - {0}, {i: found[i] for i in inner}, lines)
    layouts = {name: tally.figures() for name, tally in tallies.items() if name != "all"}
    return {**tallies["all"].figures(), "pk_unit": "line", "layouts": layouts, "reliability": reliability(scored)}


def _count(tally: Tally, true: set[int], scored: dict[int, float], lines: Lines) -> None:
    count, found = len(lines), set(scored)
    sure = {i for i in found if scored[i] >= SURE_SCORE}
    tally.sure += len(sure)
    tally.sure_hits += len(sure & true)
    tally.dumps += 1
    tally.true += len(true)
    tally.found += len(found)
    tally.hits += len(true & found)
    tally.leading_hits += leading_hits(true, found, lines.texts)
    if count > 2:
        tally.pk.append(pk(true, found, count))
        tally.window_diff.append(window_diff(true, found, count))


def leading_hits(true: set[int], found: set[int], texts: Sequence[str]) -> int:
    """How many gold cuts have a found one on their line, or below it among the article's leading lines.

    Leading lines are those down to the first that ends as a sentence does; a found cut counts once.
    """
    hits = 0
    for start in true:
        stop = start
        while stop not in found and stop + 1 < len(texts) and stop + 1 not in true and not ends_sentence(texts[stop]):
            stop += 1
        hits += stop in found
    return hits


def half_segment(true: set[int], count: int) -> int:
    """Half the mean length of a gold segment, at least 1: the customary window of Pk and WindowDiff."""
    return max(1, min(count - 1, round(count / (len(true) + 1) / 2)))


def pk(true: set[int], found: set[int], count: int, window: int | None = None) -> float:
    """Share of unit pairs, `window` apart, of which gold and found disagree whether they are in one segment."""
    k = window or half_segment(true, count)
    gold, made = _labels(true, count), _labels(found, count)
    return float(np.mean((gold[k:] == gold[:-k]) != (made[k:] == made[:-k])))


def window_diff(true: set[int], found: set[int], count: int, window: int | None = None) -> float:
    """Share of windows in which gold and found have different numbers of boundaries."""
    k = window or half_segment(true, count)
    gold, made = _labels(true, count), _labels(found, count)
    return float(np.mean((gold[k:] - gold[:-k]) != (made[k:] - made[:-k])))


def _labels(cuts: Iterable[int], count: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    marks = np.zeros(count, np.int64)
    marks[sorted(cuts)] = 1
    return np.cumsum(marks)


def reliability(scored: Sequence[tuple[float, bool]]) -> list[dict[str, object]]:
    """Bands of the score: how many cuts, their mean score, the share that is right."""
    rows: list[dict[str, object]] = []
    for low, high in itertools.pairwise(RELIABILITY_EDGES):
        band = [(s, right) for s, right in scored if low <= s < high or (s >= high == RELIABILITY_EDGES[-1])]
        mean = round(sum(s for s, _ in band) / len(band), 4) if band else None
        right = round(sum(r for _, r in band) / len(band), 4) if band else None
        rows.append({"from": low, "to": high, "cuts": len(band), "mean_score": mean, "right": right})
    return rows


def _text(gold: Path, number: int, record: dict[str, Any]) -> str:
    text = record.get("text")
    if not isinstance(text, str):
        raise GoldError(gold, 'expected "text": the dump, a string', place=f"line {number}")
    return text


def _starts(gold: Path, number: int, record: dict[str, Any], text: str) -> list[int]:
    place = f"line {number}"
    if isinstance(record.get("boundaries"), list):
        starts: list[Any] = record["boundaries"]
    elif isinstance(record.get("articles"), list):
        starts = [a.get("start") if isinstance(a, dict) else None for a in record["articles"]]
    else:
        raise GoldError(gold, 'expected "boundaries": [offsets] or "articles": [{"start", "end"}]', place=place)
    if not starts or not all(
        isinstance(s, int) and not isinstance(s, bool) and 0 <= s < max(1, len(text)) for s in starts
    ):
        raise GoldError(
            gold, f"expected offsets of article starts between 0 and {len(text)}, at least one", place=place
        )
    return starts
