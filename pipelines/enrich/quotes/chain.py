"""The best tags of passages, given the scores of each word and of each step from tag to tag, and the spans that they make up."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.enrich.quotes.tags import KINDS, TAG_COUNT

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_OPENINGS = np.arange(1, TAG_COUNT, 2)
_INSIDES = np.arange(2, TAG_COUNT, 2)
_FREE = np.array([0, *_OPENINGS.tolist()])
"""Tags that any tag may come before; the others go on in a span of their kind."""


class TaggedSpan(NamedTuple):
    """A span of words of a passage.

    Attributes:
        first: Its first word.
        end: One past its last.
        kind: Number of its kind in `tags.KINDS`.
        chance: The network's own chance of its edges, not calibrated.
    """

    first: int
    end: int
    kind: int
    chance: float

    @property
    def role(self) -> str:
        """What it is: `source`, `cue` or `content`."""
        return KINDS[self.kind][0]


class Chain:
    """A linear chain over tags.

    Args:
        steps: Scores (tag before, tag after); steps that go on in a span that is not open are not looked at.
    """

    def __init__(self, steps: Floats) -> None:
        self._free = np.ascontiguousarray(steps[:, _FREE])[:, :, None]
        self._opened = steps[_OPENINGS, _INSIDES][:, None]
        self._went_on = steps[_INSIDES, _INSIDES][:, None]
        # which tag came before is asked of the best path alone: a tag that goes on has two that it may follow
        self._before = np.full((TAG_COUNT, TAG_COUNT), -np.inf, np.float32)
        self._before[_FREE] = steps[:, _FREE].T
        self._before[_INSIDES, _OPENINGS] = steps[_OPENINGS, _INSIDES]
        self._before[_INSIDES, _INSIDES] = steps[_INSIDES, _INSIDES]

    def spans(self, scores: Floats, lengths: Ints) -> list[list[TaggedSpan]]:
        """The spans of each passage.

        Args:
            scores: Passages, words, tags.
            lengths: Words of each passage; scores beyond are not looked at.
        """
        paths = self.best_paths(scores, lengths)
        rows, firsts, lasts, kinds = spans_of(paths)
        after = np.minimum(lasts + 1, lengths[rows] - 1)
        least = np.min([_chances(scores[rows, at], paths[rows, at]) for at in (firsts, lasts, after)], axis=0)
        found: list[list[TaggedSpan]] = [[] for _ in range(len(lengths))]
        columns = (rows.tolist(), firsts.tolist(), (lasts + 1).tolist(), kinds.tolist(), least.tolist())
        for row, first, end, kind, chance in zip(*columns, strict=True):
            found[row].append(TaggedSpan(first, end, kind, chance))
        return found

    def best_paths(self, scores: Floats, lengths: Ints) -> Ints:
        """The best valid tags (passages, words), 0 beyond a passage's end: Viterbi over all passages at once."""
        count, width, _ = scores.shape
        if not width:
            return np.zeros((count, 0), np.int64)
        by_word = np.ascontiguousarray(scores.transpose(1, 2, 0))
        best = by_word.copy()
        best[0, _INSIDES] = -np.inf
        reach = _reach(lengths, width)
        for word in range(1, width):
            before, own = best[word - 1, :, : reach[word]], best[word, :, : reach[word]]
            own[_FREE] += (before[:, None] + self._free).max(0)
            own[_INSIDES] += np.maximum(before[_OPENINGS] + self._opened, before[_INSIDES] + self._went_on)
        rows = np.arange(count)
        ends = best[lengths - 1, :, rows].argmax(1)
        tags = np.zeros(count, np.int64)
        paths = np.zeros((width, count), np.int64)
        for word in range(width - 1, -1, -1):
            if word + 1 < width:
                tags = (best[word].T + self._before[tags]).argmax(1)
            tags = np.where(lengths > word + 1, tags, ends)
            paths[word] = np.where(lengths > word, tags, 0)
        return np.ascontiguousarray(paths.T)


def _reach(lengths: Ints, width: int) -> list[int]:
    """For each word, one past the last passage that has it: passages that stand in order of falling length are soon few."""
    last = np.zeros(width + 1, np.int64)
    np.maximum.at(last, lengths, np.arange(1, len(lengths) + 1))
    longer: list[int] = np.maximum.accumulate(last[::-1])[::-1].tolist()
    return longer[1:]


def spans_of(paths: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The row, first word, last word and kind of each span of valid tags (passages, words), row by row and in order."""
    padded = np.pad(paths, ((0, 0), (0, 1)))
    goes_on = (padded[:, 1:] > 0) & (padded[:, 1:] % 2 == 0)
    rows, firsts = np.nonzero(paths % 2 == 1)
    _, lasts = np.nonzero((paths > 0) & ~goes_on)
    return rows, firsts, lasts, (paths[rows, firsts] - 1) // 2


def _chances(scores: Floats, tags: Ints) -> Floats:
    """The share of each word's own tag in the sum over tags (words, tags)."""
    weights = np.exp(scores - scores.max(1, keepdims=True))
    result: Floats = weights[np.arange(len(tags)), tags] / weights.sum(1)
    return result
