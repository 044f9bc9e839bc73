"""Links into stories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.stories import Links, grouped
from pipelines.enrich.stories import clusters as clusters_module


def groups(count, links, days=None, standing=None):
    return grouped(days or [1] * count, Links.of(links), standing or {})


@pytest.mark.parametrize(
    ("count", "links", "expected"),
    [
        (0, [], []),
        (2, [], [[0], [1]]),
        (2, [(1, 0, 0.9)], [[0, 1]]),
        (2, [(0, 1, 0.29)], [[0], [1]]),
        (3, [(0, 1, 0.9), (1, 2, 0.9)], [[0, 1, 2]]),
        (4, [(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.6)], [[0, 1], [2, 3]]),
        (4, [(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.9), (0, 3, 0.9)], [[0, 1, 2, 3]]),
    ],
    ids=["nothing", "alone", "a pair", "a weak link", "a chain of three", "a bridge is not enough", "two bridges are"],
)
def test_groups_join_when_they_are_close_on_average(count, links, expected):
    assert groups(count, links) == expected


def test_a_large_tangle_is_grouped_day_by_day(monkeypatch):
    links = [(0, 1, 0.5), (1, 2, 0.9), (0, 3, 0.5)]
    assert groups(4, links, [1, 1, 2, 2]) == [[0, 3], [1, 2]]
    monkeypatch.setattr(clusters_module, "LARGEST_AT_ONCE", 1)
    assert groups(4, links, [1, 1, 2, 2])[0] == [0, 1, 2]


def test_groups_that_stood_stay_together_in_a_large_tangle(monkeypatch):
    links = [(0, 1, 0.2), (0, 2, 0.9), (1, 2, 0.9)]
    monkeypatch.setattr(clusters_module, "LARGEST_AT_ONCE", 1)
    assert groups(3, links, [1, 1, 1], {0: "s", 2: "s"}) == [[0, 1, 2]]
    assert groups(3, [(0, 2, 0.5), (1, 2, 0.9)], [1, 2, 2], {0: "s", 2: "s"}) == [[0, 1, 2]]


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.1, 0.25, 0.5, 0.7, 0.9]),
)


@given(PAIRS, st.randoms())
def test_groups_hold_every_item_once_and_do_not_depend_on_order(pairs, random):
    links = [(one, other, score) for (one, other), score in pairs.items()]
    found = groups(9, links)
    assert sorted(item for group in found for item in group) == list(range(9))
    turned = [(other, one, score) for one, other, score in links]
    random.shuffle(turned)
    assert groups(9, turned) == found
