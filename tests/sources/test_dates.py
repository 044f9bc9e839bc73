"""A record's date is read, or left out; never guessed."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.date_forms import DateOrder
from pipelines.sources.dates import stated_date

COLLECTED = datetime(2026, 3, 20, 12, tzinfo=UTC)
MOMENT = datetime(2026, 3, 14, 10, 30, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-14T10:30:00Z",
        "2026-03-14T11:30:00+01:00",
        "2026-03-14 10:30:00",
        "2026-03-14T10:30",
        "2026-03-14T10:30:00.000000000Z",
        "20260314T103000Z",
        "20260314103000",
        "Sat, 14 Mar 2026 10:30:00 GMT",
        "Sat, 14 Mar 2026 05:30:00 -0500",
        "14 Mar 2026 10:30:00 +0000",
        "March 14, 2026 10:30",
        "Mar. 14th, 2026, 10:30 AM",
        "Saturday, March 14, 2026 at 6:30 AM EDT",
        "14 March 2026 10:30 UTC",
        "14.03.2026 10:30",
        "2026/03/14 10:30:00",
        "3/14/2026 10:30",
        "14/03/2026 10:30",
        " 2026-03-14T10:30:00Z\n",
        "1773484200",
        1773484200,
        1773484200.0,
        1773484200000,
        1773484200000000,
        1773484200000000000,
        MOMENT,
        MOMENT.astimezone(timezone(timedelta(hours=9))),
        MOMENT.replace(tzinfo=None),
    ],
)
def test_moment_is_read(value: object) -> None:
    assert stated_date(value, COLLECTED).moment == MOMENT


@pytest.mark.parametrize("value", ["2026-03-14", "20260314", 20260314, "14-Mar-2026", "14.3.2026", date(2026, 3, 14)])
def test_day_alone_is_its_midnight(value: object) -> None:
    assert stated_date(value, COLLECTED).moment == MIDNIGHT


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("2026-02-31", id="no such day"),
        pytest.param("31/02/2026", id="no such day, written the other way"),
        pytest.param("2026-13-01", id="no such month"),
        pytest.param("2026-03-14T25:00:00", id="no such hour"),
        pytest.param("2026-03-14 13:30 PM", id="no such half of the day"),
        pytest.param("03/04/2026", id="April 3 or March 4"),
        pytest.param("14 Xyz 2026", id="unknown month name"),
        pytest.param("14 Mar 2026 10:30 XYZ", id="unknown zone"),
        pytest.param("2028-01-01", id="over a year after it was collected"),
        pytest.param("1492-10-12", id="before newspapers"),
        pytest.param("0001-01-01T00:00:00+14:00", id="before the calendar"),
        pytest.param("9999-12-31T23:59:59-14:00", id="beyond the calendar"),
        pytest.param("yesterday", id="relative"),
        pytest.param("March", id="month alone"),
        pytest.param("2026", id="year alone"),
        pytest.param(2026, id="year as a number"),
        pytest.param("", id="empty"),
        pytest.param("x" * 100_000, id="long"),
        pytest.param("1" * 400, id="long number"),
        pytest.param(10**400, id="huge number"),
        pytest.param(float("nan"), id="NaN"),
        pytest.param(float("inf"), id="infinite"),
        pytest.param(-1, id="negative"),
        pytest.param(True, id="boolean"),
        pytest.param(None, id="nothing"),
        pytest.param([], id="list"),
    ],
)
def test_what_is_no_certain_date_is_left_out(value: object) -> None:
    assert stated_date(value, COLLECTED).moment is None


@pytest.mark.parametrize(
    ("value", "moment", "day"),
    [
        ("2026-03-14T23:30:00-05:00", datetime(2026, 3, 15, 4, 30, tzinfo=UTC), date(2026, 3, 14)),
        ("2026-03-14T00:30:00+09:00", datetime(2026, 3, 13, 15, 30, tzinfo=UTC), date(2026, 3, 14)),
        ("March 14, 2026 11:15 PM ET", datetime(2026, 3, 15, 3, 15, tzinfo=UTC), date(2026, 3, 14)),
        ("January 14, 2026 3:15 PM ET", datetime(2026, 1, 14, 20, 15, tzinfo=UTC), date(2026, 1, 14)),
        ("2026-03-14T24:00:00Z", datetime(2026, 3, 15, tzinfo=UTC), date(2026, 3, 14)),
        ("14 March 2026 8:30 pm IST", None, date(2026, 3, 14)),
    ],
    ids=["west", "east", "summer time", "winter time", "end of the day", "a zone of several meanings"],
)
def test_day_is_that_of_the_stated_zone(value: str, moment: datetime | None, day: date) -> None:
    stated = stated_date(value, COLLECTED)
    assert (stated.moment, stated.day) == (moment, day)


@pytest.mark.parametrize(
    "value",
    [
        "14 mars 2026", "14 de marzo de 2026", "14. März 2026", "Samstag, 14. März 2026", "14 marca 2026",
        "14 марта 2026 г.", "2026年3月14日", "14. 3. 2026", "14th of March 2026", "Published: 14 March 2026",
        "Posted on Saturday, March 14, 2026", "2026-073", "2026-W11-6", 46095, "46095", "Sat 14/03/2026",
        "Sat Mar 14 00:00:00 +0000 2026", "14/Mar/2026:00:00:00 +0000", "2026-03-14T00:00:00Z[UTC]",
        "/Date(1773446400000)/", "Sat Mar 14 2026 00:00:00 GMT+0000 (Coordinated Universal Time)", "14 March 2026 00.00 GMT",
    ],
)  # fmt: skip
def test_forms_that_can_mean_one_thing_only_are_read(value: object) -> None:
    assert stated_date(value, COLLECTED).moment == MIDNIGHT


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("Sunday, 14 March 2026", id="it was a Saturday"),
        pytest.param("circa 14 March 2026", id="some word before it"),
        pytest.param("Updated 14 March 2026", id="not the day of publication"),
        pytest.param("14 listopad 2025", id="October in Croatian, November in Polish"),
        pytest.param("14-03-26", id="which of them is the year"),
        pytest.param("1970-01-01T00:00:00Z", id="zero of a clock"),
        pytest.param("1900-01-01", id="zero of a spreadsheet"),
        pytest.param(19830, id="days since 1970, or since 1900"),
        pytest.param("2026-400", id="no such day of the year"),
    ],
)
def test_what_is_not_read_keeps_its_words(value: object) -> None:
    stated = stated_date(value, COLLECTED)
    assert (stated.moment, stated.day, stated.words) == (None, None, str(value))


@pytest.mark.parametrize("order", ["day", "month"])
def test_order_decides_ambiguous_dates_and_no_others(order: DateOrder) -> None:
    assert stated_date("03/04/2025", COLLECTED, order).day == (date(2025, 4, 3) if order == "day" else date(2025, 3, 4))
    assert stated_date("2025-04-03", COLLECTED, order).day == date(2025, 4, 3)


def test_nothing_stated_has_no_words() -> None:
    for value in (None, "", "  ", True, [], float("nan")):
        assert stated_date(value, COLLECTED).words is None


def test_old_file_time_does_not_make_dates_impossible() -> None:
    assert stated_date("2026-03-14", datetime(1980, 1, 1, tzinfo=UTC)).moment == MIDNIGHT


@given(
    value=st.text(max_size=70) | st.floats() | st.integers() | st.from_regex(r"[0-9:/.,+ TZ-]{1,40}", fullmatch=True)
)
def test_result_is_an_aware_moment_or_none(value: object) -> None:
    moment = stated_date(value, COLLECTED).moment
    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2026, 3, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_iso_round_trip(moment: datetime) -> None:
    assert stated_date(moment.isoformat(), COLLECTED).moment == moment
