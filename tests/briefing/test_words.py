"""Days and counts read as a person would say them."""

from datetime import date

import pytest

from pipelines.briefing.words import counted, day_words, share, span_words


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 3, 17), date(2026, 3, 17), "17 March 2026"),
        (date(2026, 3, 1), date(2026, 3, 17), "1 to 17 March 2026"),
        (date(2026, 2, 27), date(2026, 3, 17), "27 February to 17 March 2026"),
        (date(2025, 12, 27), date(2026, 1, 2), "27 December 2025 to 2 January 2026"),
    ],
)
def test_days_say_month_and_year_once(since, until, words):
    assert span_words(since, until) == words


def test_a_day_that_was_read_says_so():
    assert day_words(date(2026, 3, 17), "text") == "17 March 2026 (day read from the text)"
    assert day_words(date(2026, 3, 17), "metadata") == "17 March 2026"


def test_counts_have_their_noun():
    assert [counted(1, "copy", "copies"), counted(2, "copy", "copies"), counted(1200, "source")] == [
        "1 copy",
        "2 copies",
        "1,200 sources",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "–"), (0, 5, "0 %"), (1, 1000, "under 1 %"), (999, 1000, "over 99 %"), (5, 5, "100 %"), (1, 3, "33 %")],
)
def test_shares_never_round_to_none_or_all(part, whole, words):
    assert share(part, whole) == words
