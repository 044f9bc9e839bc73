"""Public events: what of a text names one, where, and what lines of the table are refused."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.enrich.dating.events import EVENTS_FILE as EVENTS_NAME
from pipelines.enrich.dating.events import MAX_EVENTS, EventIndex, event_index, event_of
from pipelines.worker import MODELS

EVENTS_FILE = MODELS / "dating" / EVENTS_NAME

ROWS = (
    ["2011-03-11", None, "h", "Mill fire in Arden", [["Arden", "Ardenites"], ["fire", "burned down", "fires"]], ["Old Mill", "Tansy"]],
    ["2014-06-12", "2014-07-13", "s", "Cup of Norland", [["Norland Cup"]], []],
    ["2015-01-02", None, "h", "Mayor of Arden dies", [["Arden"], ["mayor"], ["dies", "died"]], []],
)  # fmt: skip
INDEX = EventIndex([event_of(row) for row in ROWS])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A fire in Arden killed two.", ["Mill fire in Arden"]),
        ("Fire in Arden", ["Mill fire in Arden"]),
        ("Arden’s Old Mill burned down.", ["Mill fire in Arden"]),
        ("The arden fire", []),
        ("Ardennes fire", []),
        ("Arden had a campfire.", []),
        ("It burned. Down in Arden they slept.", []),
        ("The Norland Cup begins.", ["Cup of Norland"]),
        ("In Norland, Cup winners rest.", []),
        ("The mayor of Arden died in a fire.", ["Mill fire in Arden", "Mayor of Arden dies"]),
        ("", []),
    ],
    ids=[
        "all groups", "a phrase in lower case opens a sentence", "curly apostrophe and two words", "names keep their capital",
        "longer word", "part of a word", "words of a phrase apart", "one group", "comma inside a phrase", "two events in order of days", "empty",
    ],
)  # fmt: skip
def test_an_event_is_named_by_one_phrase_of_each_group(text: str, names: list[str]) -> None:
    assert [match.event.name for match in INDEX.matches(text)] == names


def test_the_shortest_stretch_is_shown() -> None:
    text = "Arden woke. " + "It was a long day for everyone. " * 20 + "The fire in Arden went out. Tansy wept."
    (match,) = INDEX.matches(text)
    assert text[match.start : match.end] == "fire in Arden"
    assert (match.more_count, match.mention_count, match.has_names) == (1, 1, 1)


def test_near_shortest_stretches_give_the_earliest() -> None:
    text = "Fire struck in Arden. A fire, Arden said."
    (match,) = INDEX.matches(text)
    assert match.start == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Arden", "fire", "İ", "mayor", "died", "Norland Cup", "\n", "’s", "2011", "😀"]), max_size=30
    ).map(" ".join)
)
def test_stretches_lie_in_the_text(text: str) -> None:
    for match in INDEX.matches(text):
        assert 0 <= match.start < match.end <= len(text)
        stretch = text[match.start : match.end].replace("’", "'").lower()
        assert all(any(phrase.lower() in stretch for phrase in group) for group in match.event.groups)


def test_a_chronicle_of_events_is_bounded() -> None:
    many = EventIndex([event_of(["2001-01-01", None, "h", str(i), [[f"Town{i}"], ["fire"]], []]) for i in range(500)])
    text = "fire " + " ".join(f"Town{i}" for i in range(500))
    assert len(many.matches(text * 20)) <= MAX_EVENTS


@pytest.mark.parametrize(
    "row",
    [
        ["2011-02-30", None, "h", "x", [["a"]], []],
        ["2011-03-11", "2011-03-10", "h", "x", [["a"]], []],
        ["2011-03-11", None, "q", "x", [["a"]], []],
        ["2011-03-11", None, "h", "x", [], []],
        ["2011-03-11", None, "h", "x", [["a"], []], []],
        ["2011-03-11", None, "h", "x", [["a", ""]], []],
        ["2011-03-11", "x"],
    ],
    ids=[
        "no such day",
        "ends before it begins",
        "unknown kind",
        "nothing needed",
        "empty group",
        "empty phrase",
        "short",
    ],
)
def test_a_line_in_another_form_is_refused(row: list[object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the message of a wrong day is the calendar's
        event_of(row)


def test_the_table_that_ships_is_sound() -> None:
    assert EVENTS_FILE.stat().st_size < 1_200_000
    lines = EVENTS_FILE.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=lambda line: line[2:12])
    assert event_index(EVENTS_FILE).matches("A man walked his dog.") == []


def test_a_happening_is_known_from_its_day_on() -> None:
    assert INDEX.matches("Fire in Arden")[0].event.first == date(2011, 3, 11)
