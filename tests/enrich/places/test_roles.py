import json

import pytest

from pipelines.encoder.heads import load_head
from pipelines.enrich.entities.recogniser import MODEL_FILE, MODEL_FOLDER
from pipelines.enrich.places.mentions import EntitySpan
from pipelines.enrich.places.role_cues import TEMPLATES, NameForm, role_cues
from pipelines.enrich.places.roles import (
    LITERAL_HEAD_FILE,
    ROLE_FILE,
    RoleModel,
    entities_over,
    entity_cue,
    literal_logit,
    read_weights,
    stored_weights,
)

COUNTRY = NameForm("main", "c0", 1, is_upper=False, is_plural_people=False)
TEXT = "Ministers met in Geneva to talk about the ceasefire, and Beijing said no."


def cues_in(text, surface, name=COUNTRY, entity="GPE"):
    start = text.index(surface)
    return {TEMPLATES[number]: cue for number, cue in role_cues(text, start, start + len(surface), name, entity)}


def role_in(text, surface, literal_score=None):
    start = text.index(surface)
    return RoleModel().role(role_cues(text, start, start + len(surface), COUNTRY, "GPE"), literal_score)


def test_the_shipped_head_fits_the_shipped_recogniser():
    head = load_head(LITERAL_HEAD_FILE, MODEL_FOLDER / MODEL_FILE)
    assert head is not None, "run pipelines.training.places.train_role for the new recogniser"


@pytest.mark.parametrize(
    ("text", "surface", "role"),
    [
        pytest.param("Ministers met in Geneva on Friday.", "Geneva", "literal", id="a place where things happen"),
        pytest.param("Beijing said it would answer.", "Beijing", "associative", id="a government that speaks"),
    ],
)
def test_words_alone_tell_the_clear_cases(text, surface, role):
    assert role_in(text, surface).name == role


def test_a_literal_score_speaks_for_the_location():
    assert role_in(TEXT, "Geneva", 0.99).name == "literal"
    assert role_in(TEXT, "Geneva", 0.001).name == "associative"


@pytest.mark.parametrize("literal_score", [0.0, 1.0])
def test_a_literal_score_at_the_edge_is_a_number(literal_score):
    assert 0.5 <= role_in(TEXT, "Geneva", literal_score).score <= 1.0
    assert abs(literal_logit(literal_score)) < 20


@pytest.mark.parametrize(
    ("text", "surface", "cue", "value"),
    [
        pytest.param(
            "fighting in the northern Aleppo countryside", "Aleppo", "governor", "where", id="past a direction"
        ),
        pytest.param("Paris has warned them", "Paris", "verb", "act", id="first verb after the name"),
        pytest.param("Paris officials said so", "Paris", "head", "people", id="people of the place"),
        pytest.param("Rome. Officials said so", "Rome", "head", "", id="not past the sentence"),
        pytest.param("Iran's parliament met", "Iran", "possessive,n1", "people", id="possessive and institution"),
        pytest.param("Iran", "Iran", "n1n2", ("$", "$"), id="nothing after"),
        pytest.param("Iran", "Iran", "p2p1", ("^", "^"), id="nothing before"),
    ],
)
def test_cues_of_the_words_around(text, surface, cue, value):
    assert cues_in(text, surface)[cue] == value


def test_the_entity_over_a_span_is_the_first_that_overlaps():
    entities = [EntitySpan(0, 5, "GPE", 0.9), EntitySpan(10, 30, "ORG", 0.9)]
    spans = [EntitySpan(0, 5, "", 0), EntitySpan(6, 9, "", 0), EntitySpan(12, 15, "", 0), EntitySpan(20, 25, "", 0)]
    over = entities_over(spans, entities)
    assert over == [entities[0], None, entities[1], entities[1]]


@pytest.mark.parametrize(
    ("entity", "cue"),
    [
        pytest.param(None, "", id="none"),
        pytest.param(EntitySpan(3, 9, "GPE", 0.9), "GPE", id="the mention itself"),
        pytest.param(EntitySpan(3, 20, "ORG", 0.9), "ORG,inside,first", id="opens a longer name"),
        pytest.param(EntitySpan(0, 20, "ORG", 0.9), "ORG,inside,later", id="inside a longer name"),
    ],
)
def test_entity_cues(entity, cue):
    assert entity_cue(3, 9, entity) == cue


def test_weights_survive_the_file():
    weights = [(0, "main", 0.5), (5, ("where", ","), -1.0), (3, "|", 0.25)]
    read = read_weights(json.loads(json.dumps(stored_weights(weights))))
    assert [read[0]["main"], read[5]["where", ","], read[3]["|"]] == [0.5, -1.0, 0.25]


def test_the_shipped_weights_have_only_known_templates():
    stored = json.loads(ROLE_FILE.read_text(encoding="utf-8"))
    assert set(stored["words"]["weights"]) | set(stored["context"]["weights"]) <= set(TEMPLATES)
