"""Times read once and remembered: the same as when they are read again, below a title, and within a bound."""

from datetime import date

import pytest

from pipelines.timex import mentions, read_times, read_times_below
from pipelines.timex.mentions import LEAST_REMEMBERED_CHARS

TITLE = "Ferry service to resume on Monday after a 12-day strike"
TEXT = (
    "The operator said on Friday that ferries would sail again next week. The strike, which began on 3 March 2021, had stopped all "
    "traffic until late Tuesday. A second one, signed 03/04/2020 and sealed 25/04/2020, was two days shorter.\n\n"
    "In May the company plans to hire. Later that year it will move to a new port."
)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.timex.mentions._memory", mentions._Memory())


def test_a_text_read_again_says_the_same_for_another_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(TEXT) >= LEAST_REMEMBERED_CHARS
    undated, dated = list(read_times(TEXT, None)), list(read_times(TEXT, date(2021, 3, 12)))
    monkeypatch.setattr("pipelines.timex.mentions._read", lambda _: pytest.fail("read again"))
    assert list(read_times(TEXT, None)) == undated
    assert list(read_times(TEXT, date(2021, 3, 12))) == dated
    assert dated != undated


def test_a_title_above_a_text_is_read_as_one_text_with_it() -> None:
    joined = f"{TITLE}\n\n{TEXT}"
    assert list(read_times_below(TITLE, TEXT)) == list(read_times(joined, None))


def test_what_a_title_moved_is_not_what_is_remembered() -> None:
    before = list(read_times(TEXT, None))
    list(read_times_below(TITLE, TEXT))
    assert list(read_times(TEXT, None)) == before


def test_the_oldest_is_forgotten_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.timex.mentions.MOST_REMEMBERED", 40)
    texts = [f"{TEXT} Number {number} was signed in June 2019." for number in range(20)]
    for text in texts:
        list(read_times(text, None))
    kept = mentions._memory
    assert 0 < sum(1 + len(found) for found in kept.values()) == kept.size <= 40
    assert list(read_times(texts[0], None)) == list(mentions._tied(tuple(mentions._read(texts[0])), None))
