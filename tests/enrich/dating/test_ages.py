"""Ages of known people: whose, and which year they stand for."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.enrich.dating.ages import BIRTHS_FILE, MAX_AGES, age_factors, load_births
from pipelines.worker import MODELS


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Joe Biden, 81, spoke.", date(2023, 11, 20), date(2024, 11, 19)),
        ("President Joe Biden, 81, spoke.", date(2023, 11, 20), date(2024, 11, 19)),
        ("The 81-year-old Joe Biden spoke.", date(2023, 11, 20), date(2024, 11, 19)),
        ("The 81-year-old president Joe Biden spoke.", date(2023, 11, 20), date(2024, 11, 19)),
        ("Joe Biden won. Biden, 81, spoke.", date(2023, 11, 20), date(2024, 11, 19)),
    ],
    ids=[
        "after the name",
        "after title and name",
        "before the name",
        "before title and name",
        "surname of a full name",
    ],
)
def test_an_age_stands_for_the_year_after_a_birthday(text: str, first: date, last: date) -> None:
    (factor,) = age_factors(text, load_births(MODELS / "dating" / BIRTHS_FILE))
    assert factor.window == (first, last)
    start, end = factor.span
    assert "81" in text[start:end]


@pytest.mark.parametrize(
    "text",
    ["Biden, 81, spoke.", "Ann Somebody, 81, spoke.", "Joe Biden, 81,000 votes", "Joe Biden, 5, 6", "Joe Biden 81", "", "81-year-old", "Joe Biden's son, 53, spoke."],
    ids=["surname alone", "unknown", "a number", "no age", "no comma", "empty", "no one", "someone else"],
)  # fmt: skip
def test_no_age_of_a_known_person(text: str) -> None:
    assert list(age_factors(text, load_births(MODELS / "dating" / BIRTHS_FILE))) == []


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(["Joe Biden", ", 81,", "81-year-old", "Cher", ", 99)", "\n", "İ", " "]), max_size=40).map(
        "".join
    )
)
def test_spans_lie_in_the_text_and_are_few(text: str) -> None:
    factors = list(age_factors(text, load_births(MODELS / "dating" / BIRTHS_FILE)))
    assert len(factors) <= MAX_AGES
    assert all(0 <= factor.span[0] < factor.span[1] <= len(text) for factor in factors)
