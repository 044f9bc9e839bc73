"""Features by name and by row say the same."""

import pytest

from pipelines.enrich.events import coding
from pipelines.enrich.events.coding import NAMES, Rows

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
        pytest.param("the", None, id="a function word"),
        pytest.param("12", None, id="a number"),
    ],
)
def test_names_of_a_word_that_stands_near(word, names):
    (near,) = NAMES.near([word])
    assert (None if near is None else near["AID"]) == names


def test_rows_of_words_that_stand_near_are_those_of_their_names():
    known = {"b=rain": 0, "b=rain/AID": 1, "b=snow": 2, "b=hail/AID": 3, "c=rain": 4}
    words = ["rain", "snow", "hail", "the"]
    for fact in ("AID", "ASSAULT"):
        rows = [() if near is None else near[fact] for near in Rows(known).near(words)]
        names = [() if near is None else near[fact] for near in NAMES.near(words)]
        assert rows == [tuple(known[name] for name in found if name in known) for found in names]


def test_a_name_has_the_row_that_the_network_knows_it_by():
    assert Rows(KNOWN).named["w=rain"] == (3,)
    assert Rows(KNOWN).named["w=snow"] == ()
    assert NAMES.named["w=snow"] == ("w=snow",)
