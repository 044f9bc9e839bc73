import json

import numpy as np
import pytest

from pipelines.enrich.places.divisions import DIVISIONS_FILE, DivisionModel, cues_of, pair_of, told_apart
from pipelines.enrich.places.layout import lay_out
from pipelines.enrich.places.mentions import Mention, Reading
from pipelines.enrich.places.surfaces import SurfaceIndex


@pytest.fixture(scope="module")
def asked(gazetteer):
    """Candidates of a bare name in an article that names nothing else, and the pair that is asked about."""

    def ask(surface, share=1.0):
        layout = lay_out(
            [Reading("a", {"text": surface}, [Mention("text", 0, len(surface), surface, "GPE", 0.9)])],
            SurfaceIndex(gazetteer),
        )
        scores = np.full(len(layout.rows), share)
        scores[0] = 1.0
        order = sorted(range(len(scores)), key=lambda at: -scores[at])
        return layout, scores, pair_of(order, layout, scores, gazetteer)

    return ask


def test_a_division_and_a_town_in_it_are_a_pair(asked, gazetteer):
    layout, _, pair = asked("Oklahoma")
    codes = [gazetteer.feature_codes[gazetteer.feature_id[layout.rows[at]]] for at in pair]
    assert codes[0] == "A.ADM1"
    assert codes[1].startswith("P.")


@pytest.mark.parametrize(
    ("surface", "share"),
    [
        pytest.param("Oklahoma", 0.01, id="the other is not plausible"),
        pytest.param("Kupyansk", 1.0, id="no division of the name"),
    ],
)
def test_where_nothing_is_to_choose_there_is_no_pair(asked, surface, share):
    assert asked(surface, share)[2] is None


def test_without_candidates_there_is_no_pair(asked, gazetteer):
    layout, scores, _ = asked("Kupyansk")
    assert pair_of([], layout, scores, gazetteer) is None


def test_a_town_named_otherwise_in_the_article_speaks_for_the_division(asked, gazetteer, tmp_path):
    layout, scores, pair = asked("Oklahoma")
    (tmp_path / DIVISIONS_FILE.name).write_text(
        json.dumps({"bias": -1.0, "weights": {"town named otherwise": 2.0}}), encoding="utf-8"
    )
    model = DivisionModel(tmp_path)
    town = int(layout.rows[pair.town])
    for others, is_division in ((set(), False), ({town}, True)):
        cues = cues_of(pair, 0, layout, scores, gazetteer=gazetteer, others=others)
        assert model.is_division(cues) is is_division


@pytest.mark.parametrize(
    ("other", "is_division"),
    [
        pytest.param("Oklahoma City", True, id="the town has a longer name"),
        pytest.param("Oklahoma State", True, id="the division is told from a town"),
        pytest.param("Tulsa", False, id="nothing of the name"),
    ],
)
def test_a_bare_name_is_the_division_where_the_article_tells_the_two_apart(gazetteer, other, is_division):
    text = f"Oklahoma and {other}"
    spans = [(0, 8), (13, len(text))]
    mentions = [Mention("text", start, end, text[start:end], "GPE", 0.9) for start, end in spans]
    layout = lay_out([Reading("a", {"text": text}, mentions)], SurfaceIndex(gazetteer))
    rows = layout.rows.tolist()
    wanted = gazetteer.candidates("Oklahoma City" if other == "Oklahoma City" else "Oklahoma")
    meant = np.array([0, next(at for at, row in enumerate(rows) if row == wanted[0].row)])
    if other == "Tulsa":
        meant[1] = len(rows) - 1
    group = [at for at, of in enumerate(layout.candidate_groups.tolist()) if of == 0]
    found = told_apart(0, group, layout, meant, gazetteer)
    assert (found >= 0) is is_division
    if is_division:
        assert gazetteer.feature_codes[gazetteer.feature_id[rows[found]]] == "A.ADM1"
