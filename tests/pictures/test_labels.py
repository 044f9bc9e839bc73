"""Labels never cover one another, a mark or the frame's edge; the weightiest gets its place first."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.pictures.labels import Box, Wish, placed, width_of

FRAME = Box(0, 0, 400, 300)
WISHES = st.lists(
    st.builds(
        Wish,
        st.text(min_size=1, max_size=20),
        st.floats(-20, 420),
        st.floats(-20, 320),
        st.floats(0, 20),
        st.sampled_from([11.0, 15.0]),
        is_centred=st.booleans(),
    ),
    max_size=25,
)


@given(WISHES)
def test_labels_keep_apart_and_inside(wishes):
    marks = [Box(w.x - w.radius, w.y - w.radius, w.x + w.radius, w.y + w.radius) for w in wishes if not w.is_centred]
    found = placed(wishes, FRAME, marks)
    boxes = [label.box for label in found]
    assert all(FRAME.holds(box) for box in boxes)
    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.meets(b)]
    assert not [(box, mark) for box in boxes for mark in marks if box.meets(mark)]


def test_the_first_wish_takes_the_place_to_the_right_and_the_next_one_another():
    first, second = placed([Wish("Kyiv", 100, 100, 5, 15), Wish("Bucha", 100, 100, 5, 15)], FRAME)
    assert (first.anchor, second.anchor) == ("start", "end")


def test_a_label_without_a_free_place_is_left_out():
    assert placed([Wish("Kyiv", 200, 150, 5, 15)], FRAME, [Box(0, 0, 400, 300)]) == []
    assert placed([Wish("x" * 80, 200, 150, 5, 15)], FRAME) == []


def test_full_width_characters_are_wider_and_combining_ones_have_no_width():
    assert width_of("東京", 10) > width_of("ab", 10)
    assert width_of("e\u0301", 10) == width_of("e", 10)
