"""Building packs: equal things make equal bytes, and scripts are told."""

import pytest

from pipelines.knowledge.compiling.builder import Name, Thing, script_of

THINGS = [
    Thing(number=2, kind="organisation", names=[Name("Office of Weights")]),
    Thing(number=1, kind="person", names=[Name("Ann Author"), Name("Анна Автор", "ru")]),
]


def test_equal_things_make_equal_bytes_in_whatever_order(make_pack):
    one, other = make_pack(THINGS, name="one"), make_pack(THINGS[::-1], name="other")
    for name in ("entities.arrow", "names.arrow", "keys.arrow"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Ann", "Latn"),
        ("Анна", "Cyrl"),
        ("赵玉江", "Hani"),
        ("김종민", "Hang"),
        ("عبد", "Arab"),
        ("सीधी", "Deva"),
        ("12", None),
    ],
)
def test_the_script_is_that_of_the_first_letter(text, script):
    assert script_of(text) == script
