"""What the first reading of a whole document tells about each of its gaps.

A document has habits: whether its articles open with a headline, how long they are, whether a blank line stands between
them. The first stage's scores show them, and the second stage reads each gap in their light.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from pipelines.segment.cohesion import segment_cosines

Matrix = npt.NDArray[np.float32]
LIKELY = 0.4  # first-stage score from which a gap counts as a cut while the document's habits are read
_REACH = 4  # neighbours whose first score is seen
_EPSILON = 1e-4
_HABITS = (
    "is_closed_0",
    "words_0",
    "title_0",
    "blanks",
    "style_opens",
    "dateline_0",
    "residue_above",
    "capitals_0",
    "word_echo",
    "anchor_0",
    "reintroduced_ahead",
)
_OPENER_HABITS = (
    "words_0",
    "capitals_0",
    "blanks",
    "residue_above",
    "style_title_0",
    "style_subheading_0",
    "style_lead_+1",
    "words_+1",
    "word_echo",
    "name_echo",
)
_TITLE_MEANS = (
    "word_echo",
    "name_echo",
    "style_lead_+1",
    "style_title_0",
    "style_subheading_0",
    "reintroduced_ahead",
    "full_new_ahead",
    "novel_ahead",
    "meaning_depth2",
    "words_0",
    "capitals_0",
    "follows_on_+1",
)
_PRIOR_STARTS = 1.0  # starts that the document's habits are smoothed with


def context_columns(
    columns: Mapping[str, Matrix], vectors: Mapping[str, Matrix], first: Matrix
) -> Iterator[tuple[str, Matrix]]:
    """Named features of every gap for the second stage.

    Args:
        columns: The first stage's features.
        vectors: One vector a line per kind of evidence.
        first: The first stage's probability, per line.
    """
    count = len(first)
    chance = first.astype(np.float64)
    logit = np.log((chance + _EPSILON) / (1 - chance + _EPSILON))
    yield "first", logit.astype(np.float32)
    for offset in range(-_REACH, _REACH + 1):
        if offset:
            moved = np.full(count, -10.0)
            low, high = max(0, -offset), min(count, count - offset)
            if high > low:
                moved[low:high] = logit[low + offset : high + offset]
            yield f"first_{offset:+d}", moved.astype(np.float32)
    for reach in (3, 8, 20):
        yield f"first_above_max{reach}", (logit - _others(logit, reach)).astype(np.float32)
    yield "starts_rate", np.full(count, chance.mean() if count else 0, np.float32)
    yield "sure_rate", np.full(count, (chance > 0.9).mean() if count else 0, np.float32)
    yield "doubt_rate", np.full(count, ((chance > 0.1) & (chance < 0.9)).mean() if count else 0, np.float32)
    for name in _HABITS:
        column = columns[name].astype(np.float64)
        usual = (chance @ column + _PRIOR_STARTS * (column.mean() if count else 0)) / (chance.sum() + _PRIOR_STARTS)
        spread = np.sqrt((chance @ (column - usual) ** 2 + 0.01) / (chance.sum() + _PRIOR_STARTS))
        yield f"{name}_usual", np.full(count, usual, np.float32)
        yield f"{name}_unusual", (np.abs(column - usual) / (spread + 0.05)).astype(np.float32)
    yield from _title_columns(columns, chance, logit)
    words = columns["words_0"].astype(np.float64)
    since, until = _soft_distance(chance, words), _soft_distance(np.append(chance[1:], 1.0)[::-1], words[::-1])[::-1]
    usual_length = words.sum() / (chance.sum() + 1)
    yield "words_since", np.log1p(since).astype(np.float32)
    yield "words_until", np.log1p(until + words).astype(np.float32)
    yield "since_against_usual", np.log((since + 20) / (usual_length + 20)).astype(np.float32)
    yield "until_against_usual", np.log((until + words + 20) / (usual_length + 20)).astype(np.float32)
    cuts = first >= LIKELY
    for kind, rows in vectors.items():
        yield from segment_cosines(f"{kind}_likely", rows, cuts)


def _title_columns(
    columns: Mapping[str, Matrix], chance: npt.NDArray[np.float64], logit: npt.NDArray[np.float64]
) -> Iterator[tuple[str, Matrix]]:
    """Of the lines that are no sentences: do they open articles in this document, and which of them?

    Headlines of a document look alike and so do its sub-headings. The likely ones of both kinds show how, and each
    line is compared with both.
    """
    count = len(chance)
    titles = np.flatnonzero(columns["title_0"] > 0)
    weight, rest = chance[titles], 1 - chance[titles]
    expected = chance.sum() + _PRIOR_STARTS
    yield "titles_open", np.full(count, (weight.sum() + 0.5) / (len(titles) + 1), np.float32)
    yield "titles_per_start", np.full(count, len(titles) / expected, np.float32)
    yield "starts_titled", np.full(count, weight.sum() / expected, np.float32)
    yield "rank_of_titles", (np.searchsorted(np.sort(logit[titles]), logit) / (len(titles) + 1)).astype(np.float32)
    yield "titles_mean_first", np.full(count, logit[titles].mean() if len(titles) else -10, np.float32)
    yield "words_per_title", np.full(count, np.log1p(columns["words_0"].sum() / (len(titles) + 1)), np.float32)
    for name in _TITLE_MEANS:
        mean = columns[name][titles].mean() if len(titles) else -1
        yield f"{name}_of_titles", np.full(count, mean, np.float32)
    total = np.zeros(count)
    for name in _OPENER_HABITS:
        column = columns[name].astype(np.float64)
        among = column[titles]
        middle = among.mean() if len(titles) else 0.0
        spread = (among.std() if len(titles) else 0.0) + 0.1
        opener = (weight @ among + _PRIOR_STARTS * middle) / (weight.sum() + _PRIOR_STARTS)
        other = (rest @ among + _PRIOR_STARTS * middle) / (rest.sum() + _PRIOR_STARTS)
        nearer = np.clip((np.abs(column - other) - np.abs(column - opener)) / spread, -3, 3)
        total += nearer
        yield f"{name}_as_openers", nearer.astype(np.float32)
    yield "as_openers", total.astype(np.float32)


def _soft_distance(chance: npt.NDArray[np.float64], words: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Expected words between each line and the start above it, this line's own chance left out."""
    distance = np.zeros(len(chance))
    running = 0.0
    for i, (p, w) in enumerate(zip(chance.tolist(), words.tolist(), strict=True)):
        distance[i] = running
        running = (1.0 - p) * running + w
    return distance


def _others(logit: npt.NDArray[np.float64], reach: int) -> npt.NDArray[np.float64]:
    padded = np.pad(logit, reach, constant_values=-10.0)
    views = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).copy()
    views[:, reach] = -10.0
    highest: npt.NDArray[np.float64] = views.max(axis=1)
    return highest
