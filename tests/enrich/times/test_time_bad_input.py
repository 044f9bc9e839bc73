"""What looks like a date and is none, and input that is meant to hurt."""

from datetime import date
from itertools import pairwise

import pytest

from pipelines.timex import read_times

ANCHOR = date(2025, 12, 29)

NO_TIMES = {
    "30 February": "It is dated 30 February 2024.",
    "February 30 American": "It is dated February 30.",
    "month 13": "Stamp 13/13/2024 is void.",
    "phone number": "Call +44 20 7946 0958 or 555-0123.",
    "phone with dots": "Call 202.555.0143 for more.",
    "version": "They shipped v1.2.3 and then 10.15.7 of it.",
    "score": "United won 3-2 after 1-1 at the break.",
    "score with colons": "It finished 2:1 on aggregate.",
    "ratio": "A vote of 51-49 split them.",
    "count that looks like a year": "Some 2000 people marched, and 1999 shares were sold.",
    "price that looks like a year": "It costs $1999 new.",
    "grouped number": "Around 2,024 were counted.",
    "IP address": "The server 192.168.10.12 failed.",
    "verbs and names": "They may march; august company sat and wed. Sun Microsystems and Jan Kavan agreed.",
    "age": "A 4-year-old girl and her 70-year-old aunt.",
    "ages as decades": "They are in their mid-40s; she is in her early 30s.",
    "fall and spring": "Prices fall and hopes spring up.",
}


@pytest.mark.parametrize("text", NO_TIMES.values(), ids=NO_TIMES)
def test_no_time_is_read(text: str) -> None:
    assert [text[m.timex.start : m.timex.end] for m in read_times(text, ANCHOR)] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Dated 11/22/89 in ink.", "1989-11-22"),
        ("Dated 22/02/24 in ink.", "2024-02-22"),
        ("Music of the '90s plays.", "199"),
    ],
    ids=["two digits of the last century", "two digits of this one", "decade of two digits"],
)
def test_two_digit_years(text: str, value: str) -> None:
    assert [m.resolved.value for m in read_times(text, ANCHOR)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "It returns on 3 May 9999.",
        "Wait 99999 years ago.",
        "In 99999999 days.",
        "Some 10000 centuries ago.",
        "Until 31 December 2199.",
    ],
)
def test_the_far_future_and_past_do_not_break_the_calendar(text: str) -> None:
    for mention in read_times(text, date(9999, 12, 31)):
        assert mention.resolved.value
    for mention in read_times(text, date(1, 1, 1)):
        assert mention.resolved.value


@pytest.mark.parametrize("anchor", [date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29), date(2023, 2, 28)])
def test_relative_times_at_the_ends_of_the_calendar(anchor: date) -> None:
    text = (
        "last week, next week, last month, next month, last year, next year, ten years ago, next Friday, last Monday, "
        "tomorrow, yesterday, on February 29, last Christmas, next Easter, last summer, last quarter, over the weekend"
    )
    assert len(list(read_times(text, anchor))) == 17


def test_a_table_of_numbers_has_few_times() -> None:
    table = "\n".join(f"{n} {n * 37 % 991} {n / 7:.2f} {n * 13}" for n in range(400, 900))
    assert len(list(read_times(table, ANCHOR))) < 20


def test_each_of_ten_thousand_dates_is_read() -> None:
    text = " ".join(f"On {day % 28 + 1} May {1900 + day % 120} they met." for day in range(10_000))
    assert len(list(read_times(text, ANCHOR))) == 10_000


@pytest.mark.parametrize(
    "text",
    [
        "two " * 30_000 + "days",
        "the end of " * 10_000,
        "1" * 200_000,
        "may " * 50_000,
        "May" * 50_000,
        "11:11" * 40_000,
        "- 1 - " * 40_000,
    ],
    ids=["number words", "modifiers", "digits", "may", "May", "clocks", "dashes"],
)
def test_repetition_ends_with_spans_in_order(text: str) -> None:
    """A cost that grows faster than the text would not end before the test's own limit."""
    spans = [(mention.timex.start, mention.timex.end) for mention in read_times(text, ANCHOR)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
