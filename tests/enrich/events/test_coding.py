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
