"""The best tags of passages, against every sequence there is."""

import itertools

import numpy as np
import pytest

from pipelines.enrich.quotes.chain import Chain
from pipelines.enrich.quotes.tags import AFTER, BEFORE, CONTENT, CUE, KINDS, NOWHERE, TAG_COUNT, inside, opening

CUE_KIND, BEFORE_KIND, AFTER_KIND = (
    KINDS.index(kind) for kind in ((CUE, NOWHERE), (CONTENT, BEFORE), (CONTENT, AFTER))
)


def scored(*tags):
    """Scores in which each word has one tag that is far better than any other."""
    scores = np.zeros((1, len(tags), TAG_COUNT), np.float32)
    scores[0, np.arange(len(tags)), list(tags)] = 9.0
    return scores


def free():
    return np.zeros((TAG_COUNT, TAG_COUNT), np.float32)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param([0, 0, 0], [], id="nothing"),
        pytest.param([opening(CUE_KIND)], [(0, 1, CUE_KIND)], id="one word"),
        pytest.param(
            [opening(BEFORE_KIND), inside(BEFORE_KIND), 0, opening(CUE_KIND)],
            [(0, 2, BEFORE_KIND), (3, 4, CUE_KIND)],
            id="two spans, the last at the end",
        ),
        pytest.param([opening(CUE_KIND), opening(CUE_KIND)], [(0, 1, CUE_KIND), (1, 2, CUE_KIND)], id="side by side"),
        pytest.param(
            [opening(BEFORE_KIND), inside(BEFORE_KIND), opening(AFTER_KIND), inside(AFTER_KIND)],
            [(0, 2, BEFORE_KIND), (2, 4, AFTER_KIND)],
            id="of other kinds side by side",
        ),
    ],
)
def test_spans(tags, expected):
    [found] = Chain(free()).spans(scored(*tags), np.array([len(tags)]))
    assert [(span.first, span.end, span.kind) for span in found] == expected
    assert all(span.chance > 0.9 for span in found)


def test_a_span_never_goes_on_that_was_not_opened():
    [found] = Chain(free()).spans(scored(inside(CUE_KIND), inside(CUE_KIND)), np.array([2]))
    assert [(span.first, span.kind) for span in found] in ([], [(0, CUE_KIND)], [(1, CUE_KIND)])
    [path] = Chain(free()).best_paths(scored(0, inside(CUE_KIND)), np.array([2]))
    assert path[1] != inside(CUE_KIND) or path[0] in (opening(CUE_KIND), inside(CUE_KIND))


def test_the_best_of_all_sequences():
    rng = np.random.default_rng(3)
    steps = rng.normal(size=(TAG_COUNT, TAG_COUNT)).astype(np.float32)
    scores = rng.normal(size=(6, 4, TAG_COUNT)).astype(np.float32)

    def is_valid(tags):
        before = (0, *tags)
        return all(tag == 0 or tag % 2 or one in (tag, tag - 1) for one, tag in zip(before, tags, strict=False))

    valid = [tags for tags in itertools.product(range(TAG_COUNT), repeat=4) if is_valid(tags)]
    paths = Chain(steps).best_paths(scores, np.full(6, 4))
    for row in range(6):

        def total(tags, row=row):
            return sum(scores[row, i, t] for i, t in enumerate(tags)) + sum(
                steps[a, b] for a, b in itertools.pairwise(tags)
            )

        assert tuple(paths[row]) == max(valid, key=total)


def test_padding_has_no_say():
    rng = np.random.default_rng(4)
    steps = rng.normal(size=(TAG_COUNT, TAG_COUNT)).astype(np.float32)
    scores = rng.normal(size=(3, 9, TAG_COUNT)).astype(np.float32)
    chain = Chain(steps)
    together = chain.spans(scores, np.array([9, 5, 1]))
    for row, length in enumerate((9, 5, 1)):
        assert together[row] == chain.spans(scores[row : row + 1, :length], np.array([length]))[0]
