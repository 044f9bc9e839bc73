"""Datelines and bylines: what a text states as its own date."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from pipelines.enrich.dating import ArticleDater

from .conftest import SCHEMA, article_rows


def dated(text: str) -> tuple[str | None, str]:
    rows = article_rows(text, collected_at=datetime(2026, 11, 23, tzinfo=UTC), uri="dump.txt")
    (found,) = ArticleDater().date(pa.Table.from_pylist(rows, schema=SCHEMA)).dates.to_pylist()
    day = found["published_date"]
    return (day.isoformat() if day else None), found["published_basis"]


STATED = {
    "dateline with year": ("KYIV, Dec. 28, 2025 (Reuters) - Shelling was heard.", "2025-12-28"),
    "dateline of Xinhua": ("BEIJING, Dec. 28, 2025 (Xinhua) -- Trade rose.", "2025-12-28"),
    "British dateline": ("LONDON, 28 December 2025 - Prices rose.", "2025-12-28"),
    "dateline after a headline": ("Shelling goes on\n\nKYIV, Dec 28, 2025 (Reuters) - It was heard.", "2025-12-28"),
    "published stamp": ("Published 10:41 AM EDT, Thu July 18, 2024\n\nA man was found.", "2024-07-18"),
    "updated stamp": ("Updated July 19, 2024\n\nA man was found.", "2024-07-19"),
    "published wins over updated": ("Updated July 19, 2024\nPublished July 18, 2024\n\nA man was found.", "2024-07-18"),
    "a line that is a date": ("A headline\nThursday, 18 July 2024\nA man was found.", "2024-07-18"),
    "posted on": ("Posted on: 2024-07-18\nA man was found.", "2024-07-18"),
}


@pytest.mark.parametrize(("text", "day"), STATED.values(), ids=STATED)
def test_a_stated_date_is_the_date(text: str, day: str) -> None:
    assert dated(text) == (day, "dateline")


NOT_STATED = {
    "a report that was published": "The study was published on July 18, 2014, in a journal.",
    "birth date of a profile": "Personal\nBirth date: August 2, 1984\nBirth place: Ohio",
    "impossible day": "KYIV, Feb. 30, 2025 (Reuters) - Nothing fits.",
    "after the collection": "KYIV, Dec. 28, 2027 (Reuters) - From the future.",
    "a sentence that opens with a place": "Paris on 3 May 1968 was quiet - at first.",
}


@pytest.mark.parametrize("text", NOT_STATED.values(), ids=NOT_STATED)
def test_other_dates_are_not_taken_for_it(text: str) -> None:
    assert dated(text)[1] != "dateline"


def test_a_dateline_without_a_year_takes_the_year_from_the_text() -> None:
    day, basis = dated("KYIV, Dec 28 (Reuters) - On Sunday, December 28, 2025, it began, after a quiet 2024.")
    assert basis == "dateline"
    assert day in {"2025-12-28", "2025-12-29"}
