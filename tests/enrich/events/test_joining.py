"""Which mentions tell one event."""

from datetime import date

import pytest

from pipelines.enrich.events.joining import JoiningModel, days_between, sentence_words, teller_of, together

ROW = {
    "event_type": "ASSAULT", "mode": "heavy-weapons", "expression": "shell", "actor_entity_id": "ru", "actor_surface": "Russia",
    "target_entity_id": None, "target_surface": None, "place_id": "kharkiv", "earliest": date(2026, 3, 16), "latest": date(2026, 3, 16),
    "day_basis": "text", "story_id": "s", "article_id": "a", "start_char": 0,
}  # fmt: skip
SENTENCE = "Russia shelled Kharkiv on Monday, killing three people in a market."


def chance(**changes):
    other = {**ROW, "article_id": "b", **changes}
    return float(JoiningModel.load().chances([(teller_of(ROW, SENTENCE), teller_of(other, SENTENCE))])[0])


def test_the_same_of_two_articles_of_a_story_is_one_event():
    assert chance() > 0.8


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"event_type": "CONSULT"}, id="another type"),
        pytest.param({"earliest": date(2026, 3, 1), "latest": date(2026, 3, 1)}, id="another day"),
    ],
)
def test_what_cannot_be_one_event(changes):
    assert chance(**changes) == 0


def test_another_story_place_and_wording_is_less_likely():
    assert chance(story_id="t", place_id="odesa", expression="bomb") < 0.3


def test_days_between():
    one, other = teller_of(ROW, ""), teller_of({**ROW, "earliest": date(2026, 3, 19), "latest": date(2026, 3, 20)}, "")
    assert (days_between(one, other), days_between(one, one)) == (3, 0)
    assert days_between(one, other._replace(earliest=None)) == 0


def test_together_keeps_what_either_says():
    both = together([teller_of(ROW, "One."), teller_of({**ROW, "actor_entity_id": "ua", "place_id": None}, "Other.")])
    assert (both.actors, both.places) == ({"ru", "ua"}, {"kharkiv"})


def test_words_that_say_something():
    assert sentence_words("The shelling of markets") == {"shell", "market"}
