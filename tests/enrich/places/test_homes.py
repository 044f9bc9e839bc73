import json

import numpy as np
import pytest

from pipelines.enrich.places.homes import HOMES_FILE, MAX_EVIDENCE, HomeWords, words_of

CODES = ("", "GB", "US")


@pytest.fixture
def homes(tmp_path):
    words = {"Commons": {"GB": 2.0}, "senator": {"US": 1.5, "XX": 2.0}, "peer": {"GB": 2.5}, "lord": {"GB": 2.5}}
    (tmp_path / HOMES_FILE.name).write_text(json.dumps(words), encoding="utf-8")
    return HomeWords(CODES, tmp_path)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        pytest.param("The Commons sat.", [0.0, 2.0, 0.0], id="one word"),
        pytest.param("Commons, Commons, Commons", [0.0, 2.0, 0.0], id="a word counts once"),
        pytest.param("A senator spoke in the Commons.", [0.0, 2.0, 1.5], id="words of two countries"),
        pytest.param("A peer and lord of the Commons", [0.0, MAX_EVIDENCE, 0.0], id="no more than the most"),
        pytest.param("Nothing of the kind", [0.0, 0.0, 0.0], id="none"),
        pytest.param("", [0.0, 0.0, 0.0], id="empty"),
    ],
)
def test_evidence_by_country(homes, text, evidence):
    assert homes.evidence(words_of(text, [])).tolist() == pytest.approx(evidence)


def test_the_words_of_a_place_name_are_no_evidence():
    assert words_of("Commons of Senator Bay", [(0, 7)]) == {"of", "Senator", "Bay"}


def test_the_shipped_words_speak_for_known_countries(gazetteer):
    stored = json.loads(HOMES_FILE.read_text(encoding="utf-8"))
    assert {code for of_word in stored.values() for code in of_word} <= set(gazetteer.country_codes)
    assert np.isfinite(HomeWords(gazetteer.country_codes).evidence(set(stored))).all()
