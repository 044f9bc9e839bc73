"""The matrix finds the groups that the heap finds, also where many are equally close."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.stories.clusters import Clustering, Links, grouped
from pipelines.enrich.stories.dense import DENSE_FROM, joined

SCORES = st.one_of(st.floats(0.05, 1.0), st.sampled_from([0.2, 0.3, 0.4, 0.6]))


@st.composite
def tangles(draw):
    count = draw(st.integers(1, 12))
    items = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(items, items).filter(lambda pair: pair[0] < pair[1]), max_size=40))
    return count, [(one, other, draw(SCORES)) for one, other in sorted(pairs)]


def by_heap(count, links, threshold):
    clustering = Clustering(threshold)
    for item in range(count):
        clustering.add([item])
    clustering.tie(links)
    clustering.join()
    return clustering.groups


@given(tangles(), st.sampled_from([0.3, 0.4]))
def test_both_find_the_same_groups(tangle, threshold):
    assert joined(*tangle, threshold) == by_heap(*tangle, threshold)


def test_a_tangle_with_many_links_is_grouped_as_one_with_few_is():
    count = 3 * DENSE_FROM
    links = [
        (one, other, 0.9 if one % 3 == other % 3 else 0.1 + one / 1_000)
        for other in range(count)
        for one in range(other)
    ]
    expected = [list(range(first, count, 3)) for first in range(3)]
    links.append((0, 1, 0.35))
    assert grouped([1] * count, Links.of(links), {}) == by_heap(count, links, 0.3) == expected
