"""Time expressions: where they stand and what they are worth, against a Monday, 29 December 2025."""

from datetime import date

import pytest

from pipelines.timex import read_times

MONDAY = date(2025, 12, 29)

RESOLVED = {
    "weekday of publication": ("The minister said on Monday.", "Monday", "DATE", "2025-12-29"),
    "weekday before": ("Talks were held on Saturday.", "Saturday", "DATE", "2025-12-27"),
    "weekday ahead by tense": ("They will meet on Thursday.", "Thursday", "DATE", "2026-01-01"),
    "last weekday": ("He left last Friday.", "last Friday", "DATE", "2025-12-26"),
    "next weekday": ("She returns next Tuesday.", "next Tuesday", "DATE", "2025-12-30"),
    "weekday with part of day": ("Shelling began late Sunday night.", "late Sunday night", "TIME", "2025-12-28TNI"),
    "American date": ("It was signed July 18, 2024.", "July 18, 2024", "DATE", "2024-07-18"),
    "British date": ("It was signed on 18 July 2024.", "18 July 2024", "DATE", "2024-07-18"),
    "ordinal date": ("On the 28th of November they fled.", "28th of November", "DATE", "2025-11-28"),
    "weekday and date": ("On Thursday, July 18, 2024 it rained.", "Thursday, July 18, 2024", "DATE", "2024-07-18"),
    "month-day takes the nearest year": ("On December 28 they met.", "December 28", "DATE", "2025-12-28"),
    "abbreviated month": ("Since Sept. 3 nothing came.", "Sept. 3", "DATE", "2025-09-03"),
    "ISO date": ("Version of 2024-07-16 applies.", "2024-07-16", "DATE", "2024-07-16"),
    "month": ("He resigned in September.", "September", "DATE", "2025-09"),
    "month ahead": ("It will end by the end of February.", "the end of February", "DATE", "2026-02"),
    "early month": ("She is set to return in early January.", "early January", "DATE", "2026-01"),
    "month and year": ("The treaty of July 2001 holds.", "July 2001", "DATE", "2001-07"),
    "this month": ("Earlier this month he posted.", "Earlier this month", "DATE", "2025-12"),
    "last week": ("It happened last week.", "last week", "DATE", "2025-W52"),
    "next year": ("Prices rise next year.", "next year", "DATE", "2026"),
    "mid year": ("The term expired in mid-2024.", "mid-2024", "DATE", "2024"),
    "late year": ("They quarrelled in late 2023.", "late 2023", "DATE", "2023"),
    "decade": ("Songs of the 1990s are back.", "the 1990s", "DATE", "199"),
    "century": ("A house of the 19th century burned.", "the 19th century", "DATE", "18"),
    "quarter": ("Sales fell in the fourth quarter.", "the fourth quarter", "DATE", "2025-Q4"),
    "quarter of a year": ("Profit in the third quarter of 2023 rose.", "the third quarter of 2023", "DATE", "2023-Q3"),
    "quarter of last year": (
        "Growth in the first quarter of last year.",
        "the first quarter of last year",
        "DATE",
        "2024-Q1",
    ),
    "half": ("Output in the first half of 2024 fell.", "the first half of 2024", "DATE", "2024-H1"),
    "season": ("The summit of last summer failed.", "last summer", "DATE", "2025-SU"),
    "season and year": ("The offensive of the spring of 2022.", "the spring of 2022", "DATE", "2022-SP"),
    "holiday": ("They met on Christmas Eve.", "Christmas Eve", "DATE", "2025-12-24"),
    "movable holiday": ("It opened on Thanksgiving.", "Thanksgiving", "DATE", "2025-11-27"),
    "yesterday": ("It was said yesterday.", "yesterday", "DATE", "2025-12-28"),
    "days ago": ("He died two days ago.", "two days ago", "DATE", "2025-12-27"),
    "years ago": ("They married three years ago.", "three years ago", "DATE", "2022"),
    "clock and day": ("Polls close at 10 p.m. Wednesday.", "10 p.m. Wednesday", "TIME", "2025-12-24T22:00"),
    "this morning": ("Shops opened this morning.", "this morning", "TIME", "2025-12-29TMO"),
    "duration": ("The truce lasted two weeks.", "two weeks", "DURATION", "P2W"),
    "duration as adjective": ("A 20-year pact was signed.", "20-year", "DURATION", "P20Y"),
    "past months": ("Over the past two months it froze.", "the past two months", "DURATION", "P2M"),
    "range of counts": ("It takes 12 to 18 months.", "12 to 18 months", "DURATION", "P18M"),
    "vague duration": ("It will take a few days.", "a few days", "DURATION", "PXD"),
    "half an hour": ("He waited half an hour.", "half an hour", "DURATION", "PT30M"),
    "each weekday": ("They gather every Tuesday.", "every Tuesday", "SET", "XXXX-WXX-2"),
    "every two weeks": ("She is paid every two weeks.", "every two weeks", "SET", "P2W"),
    "twice a week": ("They train twice a week.", "twice a week", "SET", "P1W"),
    "now": ("He is now free.", "now", "DATE", "PRESENT_REF"),
    "recently": ("He recently moved.", "recently", "DATE", "PAST_REF"),
    "these days": ("Few read these days.", "these days", "DATE", "PRESENT_REF"),
    "quarter code": ("Sales fell in Q4 2022.", "Q4 2022", "DATE", "2022-Q4"),
    "first weekday of a month": (
        "It opens on the first Monday in June 2026.",
        "the first Monday in June 2026",
        "DATE",
        "2026-06-01",
    ),
    "last weekday of a named month": (
        "Bids close on the last Friday of January.",
        "the last Friday of January",
        "DATE",
        "2026-01-30",
    ),
    "second week": ("It was cut in the second week of July 2024.", "the second week of July 2024", "DATE", "2024-W28"),
    "last day of a month": (
        "It expired on the last day of May 2024.",
        "the last day of May 2024",
        "DATE",
        "2024-05-31",
    ),
    "day of next month": ("Rent is due on the 5th of next month.", "the 5th of next month", "DATE", "2026-01-05"),
    "run of days": ("The fair of June 24-26, 2024 drew crowds.", "June 24-26, 2024", "DATE", "2024-06-24/2024-06-26"),
    "British run of days": ("The fair of 3-5 July 2024 drew crowds.", "3-5 July 2024", "DATE", "2024-07-03/2024-07-05"),
    "run of years": ("The war of 1939-1945 is taught.", "1939-1945", "DATE", "1939/1945"),
    "sports season": ("They won in 2016-17.", "2016-17", "DATE", "2016/2017"),
    "day with a named month": ("A memo of 19-Nov-12 leaked.", "19-Nov-12", "DATE", "2012-11-19"),
    "attacks of a day": ("He planned the Sept. 11 attacks.", "Sept. 11", "DATE", "2001-09-11"),
    "nine eleven": ("Since 9/11 they screen.", "9/11", "DATE", "2001-09-11"),
    "zone": ("The raid began at 0300 GMT.", "0300 GMT", "TIME", "2025-12-29T03:00Z"),
    "early hours": ("It came in the early hours of Sunday.", "the early hours of Sunday", "TIME", "2025-12-28TMO"),
    "half past": ("It rang at half past six.", "half past six", "TIME", "2025-12-29T06:30"),
    "quarter to": ("It rang at a quarter to nine.", "a quarter to nine", "TIME", "2025-12-29T08:45"),
    "dawn": ("They left at dawn.", "dawn", "TIME", "2025-12-29TMO"),
    "parts of a second": ("She won in 9.6 seconds.", "9.6 seconds", "DURATION", "PT9.6S"),
    "and a half": ("It took two and a half years.", "two and a half years", "DURATION", "P2.5Y"),
    "plan seen from the past": ("Unions said they would strike again in June.", "June", "DATE", "2026-06"),
    "no verb of the past": ("The candidates face a primary in March.", "March", "DATE", "2026-03"),
    "narration opens with a month": ("In April the court sat.", "April", "DATE", "2025-04"),
    "in the past": ("It failed in the past, he said.", "the past", "DATE", "PAST_REF"),
}


@pytest.mark.parametrize(("text", "surface", "timex_type", "value"), RESOLVED.values(), ids=RESOLVED)
def test_resolves(text: str, surface: str, timex_type: str, value: str) -> None:
    found = [
        (text[m.timex.start : m.timex.end], m.resolved.timex_type, m.resolved.value) for m in read_times(text, MONDAY)
    ]
    assert (surface, timex_type, value) in found
    assert len(found) == 1


UNANCHORED = {
    "weekday": ("He spoke on Monday.", "XXXX-WXX-1"),
    "month and day": ("He spoke on December 28.", "XXXX-12-28"),
    "month": ("He spoke in March.", "XXXX-03"),
    "season": ("He spoke last summer.", "XXXX-SU"),
    "week": ("He spoke last week.", "XXXX-WXX"),
    "year": ("He spoke last year.", "XXXX"),
    "today": ("He spoke today.", "XXXX-XX-XX"),
    "explicit dates need no anchor": ("He spoke on 3 May 2001.", "2001-05-03"),
}


@pytest.mark.parametrize(("text", "value"), UNANCHORED.values(), ids=UNANCHORED)
def test_stays_open_without_an_anchor(text: str, value: str) -> None:
    assert [m.resolved.value for m in read_times(text, None)] == [value]


def test_counts_from_the_day_the_text_spoke_of() -> None:
    text = "The blast came on 3 May 2001. Two days later the town was empty."
    assert [m.resolved.value for m in read_times(text, MONDAY)] == ["2001-05-03", "2001-05-05"]


def test_compares_with_the_same_quarter_of_the_year_before() -> None:
    text = "Profit in the third quarter was higher than a year earlier."
    assert [m.resolved.value for m in read_times(text, MONDAY)] == ["2025-Q3", "2024-Q3"]


@pytest.mark.parametrize(
    "text", ["The last day was 3 May 2001. On Monday they left.", "From June 13 to June 14 it rained."]
)
def test_every_date_of_a_sentence_is_read(text: str) -> None:
    assert len([m for m in read_times(text, MONDAY) if m.timex.form in {"day", "weekday"}]) == 2


NO_TIME = {
    "paper of a weekday": "The Sunday Times ran it.",
    "paper on a weekday": "The Mail on Sunday ran it.",
    "programme": "Saturday Night Live is back.",
    "work with its kind behind it": "Critics liked Wednesday, the new family series.",
    "event of history": "The Bloody Sunday report is out.",
    "given name of a month": "April Okoro spoke to reporters.",
    "given name after a noun": "Her sister June Okoro left.",
    "heading of a question": "Q1: who pays?",
    "new dawn": "It is a new dawn of hope.",
}


@pytest.mark.parametrize("text", NO_TIME.values(), ids=NO_TIME)
def test_names_that_hold_a_word_of_time_are_no_times(text: str) -> None:
    assert [text[m.timex.start : m.timex.end] for m in read_times(text, MONDAY)] == []


SWAPPABLE = {
    "nothing tells the order": ("Signed 03/04/2020.", ["2020"]),
    "another date tells day first": ("Signed 03/04/2020, sealed 25/04/2020.", ["2020-04-03", "2020-04-25"]),
    "another date tells month first": ("Signed 03/04/2020, sealed 04/25/2020.", ["2020-03-04", "2020-04-25"]),
    "only one reading is past": ("Signed 12/01/2026.", ["2026-01-12"]),
}


@pytest.mark.parametrize(("text", "values"), SWAPPABLE.values(), ids=SWAPPABLE)
def test_digits_are_read_in_the_order_that_the_text_tells(text: str, values: list[str]) -> None:
    assert [m.resolved.value for m in read_times(text, date(2026, 1, 20))] == values
