"""Numbers as news writes them."""

import pytest

from pipelines.enrich.events.claims.numbers import number_at
from pipelines.enrich.events.words import cut


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        pytest.param("twelve people", 12, 12, id="word"),
        pytest.param("twenty-one people", 21, 21, id="hyphen"),
        pytest.param("1,200 soldiers", 1200, 1200, id="comma"),
        pytest.param("two dozen people", 24, 24, id="dozen"),
        pytest.param("dozens of people", 24, None, id="open"),
        pytest.param("hundreds of thousands of people", 100_000, None, id="hundreds of thousands"),
        pytest.param("at least 12 people", 12, None, id="at least"),
        pytest.param("more than 12 people", 13, None, id="more than"),
        pytest.param("up to 40 people", 0, 40, id="up to"),
        pytest.param("nearly 100 people", 90, 100, id="nearly"),
        pytest.param("between 10 and 20 people", 10, 20, id="between"),
        pytest.param("10 to 20 people", 10, 20, id="range"),
        pytest.param("two hundred and six people", 206, 206, id="hundred and"),
        pytest.param("1.5 million people", 1_500_000, 1_500_000, id="million"),
        pytest.param("a hundred people", 100, 100, id="a hundred"),
    ],
)
def test_numbers(text, lowest, highest):
    words = cut(text, 0, len(text)).words()
    found = next(number for index in range(len(words)) if (number := number_at(words, index)))
    assert (found.lowest, found.highest) == (lowest, highest)


@pytest.mark.parametrize("text", ["people", "a man", "17.03.2026 was", "9999999999999999999 people"])
def test_no_number(text):
    words = cut(text, 0, len(text)).words()
    assert all(number_at(words, index) is None for index in range(len(words)))
