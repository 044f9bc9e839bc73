"""What was counted in the days before, by running sums, against counting it row by row."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.transforms.trends import MIN_ARTICLES, counted_before

FIRST = date(2026, 2, 20)
COUNTS = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 40)), st.integers(1, 4), max_size=60)


@pytest.mark.parametrize("is_of_weekday", [False, True])
@pytest.mark.parametrize("is_text", [False, True])
@given(counts=COUNTS, window_days=st.sampled_from([1, 7, 28]))
def test_running_sums_are_what_counting_gives(counts, window_days, is_text, is_of_weekday):
    rows = [
        (f"thing {thing}" if is_text else thing, FIRST + timedelta(days=day), count)
        for (thing, day), count in counts.items()
    ]
    types = {"thing": pl.String if is_text else pl.Int32, "published_date": pl.Date, "article_count": pl.Int64}
    found = pl.DataFrame(rows, schema=types, orient="row").select(
        counted_before("thing", window_days, is_of_weekday=is_of_weekday)
    )
    assert found.to_series().to_list() == [
        sum(
            other_count
            for other, other_day, other_count in rows
            if other == thing
            and 1 <= (day - other_day).days <= window_days
            and (not is_of_weekday or other_day.weekday() == day.weekday())
        )
        if count >= MIN_ARTICLES
        else None
        for thing, day, count in rows
    ]
