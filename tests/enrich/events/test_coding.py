"""Features by name and by row say the same."""

import pytest

from pipelines.enrich.events import coding
from pipelines.enrich.events.coding import NAMES, Rows, Sums

KNOWN = {"w=rain": 3, "n=2": 0}


def _group(word: str, number: int) -> tuple[str, ...]:
    return f"w={word}", f"n={number}"


@pytest.mark.parametrize(
    ("facts", "rows"),
    [
        pytest.param(("rain", 2), (3, 0), id="in the order of the names"),
        pytest.param(("rain", 7), (3,), id="without what the network does not know"),
        pytest.param(("snow", 7), (), id="nothing known"),
    ],
)
def test_rows_are_those_of_the_names(facts, rows):
    assert Rows(KNOWN).of(_group)[facts] == rows
    assert tuple(KNOWN[name] for name in NAMES.of(_group)[facts] if name in KNOWN) == rows


def test_a_full_memory_is_emptied_and_gives_the_same(monkeypatch):
    monkeypatch.setattr(coding, "REMEMBERED", 2)
    rows = Rows(KNOWN).of(_group)
    assert [rows["rain", number] for number in (1, 2, 3, 1, 2)] == [(3,), (3, 0), (3,), (3,), (3, 0)]
    assert len(rows) <= 2


@pytest.mark.parametrize(
    ("word", "names"),
    [
        pytest.param("rain", ("b=rain", "b=rain/AID"), id="a word"),
        pytest.param("the", (), id="a function word"),
        pytest.param("12", (), id="a number"),
    ],
)
def test_names_of_a_word_that_stands_near(word, names):
    (near,) = NAMES.near([word])
    assert near["AID"] == names


WEIGHTS = {
    "w=rain": 0.5,
    "n=2": 0.25,
    "b=rain": 1.0,
    "b=rain/AID": 2.0,
    "b=snow": 4.0,
    "b=hail/AID": 8.0,
    "c=rain": 16.0,
}


@pytest.mark.parametrize(
    ("facts", "total"),
    [
        pytest.param(("rain", 2), 0.75, id="all known"),
        pytest.param(("rain", 7), 0.5, id="without what is not known"),
        pytest.param(("snow", 7), 0.0, id="nothing known"),
    ],
)
def test_a_sum_is_that_of_the_names(facts, total):
    assert Sums(WEIGHTS).of(_group)[facts] == total


def test_sums_of_words_that_stand_near_are_those_of_their_names():
    words = ["rain", "snow", "hail", "the"]
    for fact in ("AID", "ASSAULT"):
        sums = [near[fact] for near in Sums(WEIGHTS).near(words)]
        assert sums == [sum(WEIGHTS.get(name, 0.0) for name in near[fact]) for near in NAMES.near(words)]


def test_a_name_has_what_the_network_knows_it_by():
    assert Rows(KNOWN).named["w=rain"] == (3,)
    assert Rows(KNOWN).named["w=snow"] == ()
    assert Sums(WEIGHTS).named["w=snow"] == 0.0
    assert NAMES.named["w=snow"] == ("w=snow",)
