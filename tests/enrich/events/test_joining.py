"""Which mentions tell one event."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from pipelines.enrich.events.joining import FEATURES, JoiningModel, days_between, features
from pipelines.enrich.events.said import TOLD, said_of

ROW = {
    "event_type": "ASSAULT", "mode": "heavy-weapons", "expression": "shell", "actor_entity_id": "ru", "actor_surface": "Russia",
    "target_entity_id": None, "target_surface": None, "place_id": "kharkiv", "earliest": date(2026, 3, 16), "latest": date(2026, 3, 16),
    "day_basis": "text", "story_id": "s", "article_id": "a", "start_char": 0,
    "sentence": "Russia shelled Kharkiv on Monday, killing three people in a market.",
}  # fmt: skip


def said(*rows):
    return said_of(pa.Table.from_pylist([{**ROW, **row} for row in rows], schema=TOLD))


def chance(**changes):
    both = said({}, {"article_id": "b", **changes})
    return float(JoiningModel.load().chances(both, np.array([0]), np.array([1]))[0])


def compared(one, other):
    """The features that are not nought."""
    found = features(said(one), said(other))
    return {name: float(value[0]) for name, value in zip(FEATURES, found, strict=True) if value[0]}


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


def test_a_chance_does_not_depend_on_what_else_is_looked_at(monkeypatch):
    both = said(
        {},
        *(
            {"article_id": "b", "place_id": place, "sentence": f"Shells hit {place}."}
            for place in ("kharkiv", "odesa", None, "lviv")
        ),
    )
    pairs = np.array([0, 0, 0, 0]), np.array([1, 2, 3, 4])
    chances = JoiningModel.load().chances(both, *pairs)
    monkeypatch.setattr("pipelines.enrich.events.joining.PAIRS_AT_ONCE", 3)
    assert JoiningModel.load().chances(both, *pairs).tolist() == chances.tolist()
    assert [
        float(JoiningModel.load().chances(both, pairs[0][:1], pairs[1][at : at + 1])[0]) for at in range(4)
    ] == chances.tolist()
    assert JoiningModel.load().chances(both, pairs[0][:0], pairs[1][:0]).size == 0


def test_features_of_a_pair():
    words = "russia shelled kharkiv market"
    same = {"sentence": words, "start_char": 300}
    other = {
        "actor_entity_id": None, "actor_surface": "the Kremlin", "mode": "bombing", "place_id": None, "story_id": None, "day_basis": "article",
        "sentence": "A market in Kharkiv", "article_id": "b",
    }  # fmt: skip
    assert compared({"sentence": words}, same) == {
        "same_expression": 1, "same_mode": 1, "same_actor": 1, "lacks_target": 1, "same_place": 1, "same_day": 1, "words": 4 / 5,
        "same_article": 1, "same_story": 1, "near": 1, "words_story": 4 / 5, "words_expression": 4 / 5, "story_mode": 1, "rare_type": 1,
    }  # fmt: skip
    assert compared({"sentence": words}, other) == {
        "same_expression": 1, "other_mode": 1, "other_actor": 1, "lacks_target": 1, "lacks_place": 1, "lacks_day": 1, "words": 2 / 3,
        "words_expression": 2 / 3, "rare_type": 1,
    }  # fmt: skip


def test_days_between():
    one, later = said({}), said({"earliest": date(2026, 3, 19), "latest": date(2026, 3, 20)})
    assert (days_between(one, later)[0], days_between(later, one)[0], days_between(one, one)[0]) == (3, 3, 0)
    assert days_between(one, said({"earliest": None, "latest": date(2026, 3, 1)}))[0] == 0
