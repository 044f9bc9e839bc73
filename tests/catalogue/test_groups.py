"""What stories and events have in common."""

import pyarrow as pa
import pytest

from pipelines.catalogue.groups import in_order, numbered, written_anew
from pipelines.enrich.stories import Links

BEFORE = [("a", "one"), ("b", "one"), ("c", "two")]


@pytest.mark.parametrize(
    ("groups", "ids", "changed", "anew"),
    [
        pytest.param(["ab", "c"], ["one", "two"], set(), [], id="nothing-is-another"),
        pytest.param(["ba", "c"], ["one", "two"], set(), [], id="order-says-nothing"),
        pytest.param(["ab", "c"], ["one", "two"], {"b"}, [0], id="an-item-changed"),
        pytest.param(["abc"], ["one"], set(), [0], id="two-became-one"),
        pytest.param(["a", "b", "c"], ["one", "new", "two"], set(), [0, 1], id="one-came-apart"),
        pytest.param(["b", "c"], ["one", "two"], {"a"}, [0], id="an-item-is-gone"),
        pytest.param(["ab", "c"], ["two", "one"], set(), [0, 1], id="ids-changed-places"),
    ],
)
def test_groups_are_written_where_something_of_them_may_differ(groups, ids, changed, anew):
    assert written_anew(groups, ids, BEFORE, changed) == anew


def test_links_are_told_by_the_numbers_of_their_items():
    links = pa.table({"one": ["b", "a"], "other": ["c", "c"], "score": [0.5, 0.25]})
    one, other, score = numbered(links, ["c", "a", "b"])
    assert (one.tolist(), other.tolist(), score.tolist()) == ([2, 1], [0, 0], [0.5, 0.25])
    assert [part.tolist() for part in numbered(links.slice(0, 0), ["c"])] == [[], [], []]


def test_links_in_any_order_come_out_in_that_of_their_ids():
    ids = ["c", "a", "b"]
    links = pa.table({"one": ["a", "a", "b"], "other": ["b", "c", "c"], "score": [0.75, 0.25, 0.5]})
    expected = numbered(links, ids)
    for order in ([2, 0, 1], [1, 2, 0], [0, 1, 2]):
        mixed = in_order(Links(*(part[order] for part in expected)), ids)
        assert [part.tolist() for part in mixed] == [part.tolist() for part in expected]
