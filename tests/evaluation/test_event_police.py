"""What counts as a killing by the police, and as an arrest."""

import pytest

from pipelines.evaluation.event_police import arrests, kills, police_scores

FIRED = "Police fired on the crowd and three people were killed."


def event(mode="kill", **columns):
    told = {"score": 0.9, "mode": mode, "status": "asserted", "actor_surface": None, "target_surface": None}
    return {**told, "expression": mode, **columns}


@pytest.mark.parametrize(
    ("text", "row", "holds"),
    [
        pytest.param(FIRED, event(), True, id="nobody is named as who did it"),
        pytest.param(FIRED, event(actor_surface="the police"), True, id="the police did it"),
        pytest.param(FIRED, event(actor_surface="rioters"), False, id="others did it"),
        pytest.param(FIRED, event(target_surface="two policemen"), False, id="it befell the police"),
        pytest.param(FIRED, event(score=0.4), False, id="unlikely"),
        pytest.param(FIRED, event(status="planned"), False, id="did not happen"),
        pytest.param(FIRED, event("injure"), False, id="nobody died"),
        pytest.param("Three people were killed in a clash with the police.", event(), True, id="in a clash"),
        pytest.param("Three people were killed, the police said.", event(), False, id="the police only say so"),
        pytest.param("Three people were shot.", event(), False, id="no police"),
    ],
)
def test_kills(text, row, holds):
    assert kills(text, [row]) is holds


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        pytest.param(event("arrest"), True, id="an arrest"),
        pytest.param(event("arrest", expression="sentence"), False, id="a sentence in court"),
        pytest.param(event("arrest", status="denied"), False, id="denied"),
    ],
)
def test_arrests(row, holds):
    assert arrests("", [row]) is holds


def test_scores_count_sentences():
    sentences = [(FIRED, frozenset({"KILL"})), (FIRED, frozenset()), ("Nothing.", frozenset({"KILL"}))]
    scores = police_scores(sentences, [[event()], [event()], []])
    assert scores["kill"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "gold": 2}
