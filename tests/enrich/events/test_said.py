"""What mentions say, as columns of numbers."""

from datetime import date

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.events.said import SAID, TOLD, said_of, sentence_words, together

ROW = {"event_type": "ASSAULT", "expression": "shell", "article_id": "a", "start_char": 0, "sentence": "One."}
DAYS = [date(2026, 3, day) for day in (16, 17, 18)]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "mode": st.sampled_from([None, "m", "n"]),
            "actor_entity_id": st.sampled_from([None, "ru", "ua"]),
            "place_id": st.sampled_from([None, "kharkiv", "lviv"]),
            "earliest": st.sampled_from([None, *DAYS]),
            "day_basis": st.sampled_from([None, "text", "article"]),
            "story_id": st.sampled_from([None, "s"]),
            "start_char": st.integers(0, 3),
            "sentence": st.sampled_from(["", "Shelling of a market", "The market was shelled in town", "Towns"]),
        }
    ),
    min_size=1,
    max_size=8,
)


def said(rows):
    return said_of(pa.Table.from_pylist([{**ROW, **row} for row in rows], schema=TOLD))


def of(found, name, number=0):
    value = found.column(name)[number].as_py()
    return set(value) if isinstance(value, list) else value


def numbers(*texts):
    return {hash(text) for text in texts}


def test_of_no_mention_nothing_is_said():
    nothing = said_of(TOLD.empty_table())
    assert (nothing.num_rows, nothing.schema) == (0, SAID)
    assert together(nothing, np.zeros(0, np.int64), np.zeros(0, np.int64)).num_rows == 0


def test_a_party_is_its_entity_else_the_last_word_of_what_stands_for_it():
    parties = [
        {"actor_entity_id": "ru", "actor_surface": "Russia"},
        {"actor_surface": "the Kremlin"},
        {"actor_surface": ""},
    ]
    assert [of(said(parties), "actors", number) for number in range(3)] == [numbers("ru"), numbers("kremlin"), set()]


def test_words_that_say_something():
    assert sentence_words("The shelling of markets") == ["shell", "market"]
    assert of(said([{"sentence": "The shelling of markets"}]), "words") == numbers("shell", "market")
    assert len(sentence_words("alpha beta " * 100)) == 60


def test_together_keeps_what_either_says():
    rows = [
        {
            "actor_entity_id": "ru",
            "place_id": "kharkiv",
            "sentence": "market",
            "earliest": DAYS[0],
            "day_basis": "article",
            "start_char": 5,
        },
        {"actor_entity_id": "ua", "sentence": "market town", "earliest": DAYS[1], "day_basis": "text", "start_char": 9},
    ]
    both = together(said(rows), np.array([0, 1]), np.array([2]))
    assert of(both, "actors") == numbers("ru", "ua")
    assert of(both, "places") == numbers("kharkiv")
    assert len(both.column("words")[0]) == 2
    assert [of(both, name) for name in ("earliest", "is_dated", "start")] == [DAYS[1], True, 5]


@given(ROWS, st.integers(1, 8))
def test_together_is_the_sets_united_the_first_dated_days_and_else_the_first_mention(rows, first_size):
    """Two events: the later rows, then the earlier ones."""
    count = len(rows)
    events = [event for event in (list(range(count))[first_size:], list(range(count))[:first_size]) if event]
    order = np.array([number for event in events for number in event])
    found = together(said(rows), order, np.array([len(event) for event in events]))
    single = said(rows)
    for at, event in enumerate(events):
        for name in ("modes", "expressions", "actors", "targets", "places", "words"):
            members = found.column(name)[at].as_py()
            assert len(members) == len(set(members))
            assert set(members) == set().union(*(of(single, name, number) for number in event))
        dated = next((number for number in event if of(single, "is_dated", number)), event[0])
        assert all(of(found, name, at) == of(single, name, dated) for name in ("earliest", "latest", "is_dated"))
        assert all(
            of(found, name, at) == of(single, name, event[0]) for name in ("event_type", "story", "article", "start")
        )
