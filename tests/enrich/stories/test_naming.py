"""Ids of stories stay with the larger part."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.stories import named


def test_a_new_group_gets_an_id_of_its_first_article():
    one, other = named([["a", "b"], ["c"]], {}, ()).story_ids
    assert one == named([["a"]], {}, ()).story_ids[0] != other
    assert named([["a"]], {}, {one}).story_ids[0] != one


def test_an_id_goes_to_the_group_with_most_of_its_articles():
    found = named([["a"], ["b", "c", "d"]], {"a": "s", "b": "s", "c": "s"}, ())
    assert found.story_ids[1] == "s"
    assert [move[2:] for move in found.moves] == [("split", 1)]
    assert found.moves[0].from_story_id == "s"
    assert found.moves[0].to_story_id == found.story_ids[0]


def test_of_two_stories_that_are_one_the_larger_gives_the_id():
    found = named([["a", "b", "c"]], {"a": "small", "b": "large", "c": "large"}, ())
    assert found.story_ids == ["large"]
    assert found.moves == [("small", "large", "merge", 1)]


@given(
    st.lists(st.sampled_from(["s", "t", None]), min_size=6, max_size=6),
    st.lists(st.integers(0, 3), min_size=6, max_size=6),
)
def test_ids_are_distinct_and_nothing_moves_without_need(before, places):
    known = {name: story for name, story in zip("abcdef", before, strict=True) if story}
    groups = [[name for name, place in zip("abcdef", places, strict=True) if place == group] for group in range(4)]
    found = named([group for group in groups if group], known, ())
    assert len(set(found.story_ids)) == len(found.story_ids)
    again = {
        name: story for group, story in zip([g for g in groups if g], found.story_ids, strict=True) for name in group
    }
    assert named([group for group in groups if group], again, ()) == (found.story_ids, [])
