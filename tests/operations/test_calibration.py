"""Readings against right answers: the shipped ones pass, and one that is too sure, or finds too little, is told of with examples."""

import dagster as dg
import pytest

from pipelines.defs import calibrating
from pipelines.operations import calibration
from pipelines.operations.calibration import ANY, ENTITIES, PLACES, READINGS, TIMES, calibrations, compared, gold
from pipelines.settings import load_settings

ARTICLES, ANSWERS = gold()
TEXTS = {key: article["text"] for key, article in ARTICLES.items()}


def test_every_answer_cuts_its_words_out_of_its_text():
    assert {name: len(answers) for name, answers in ANSWERS.items()} == {ENTITIES: 60, PLACES: 36, TIMES: 19}
    for answers in ANSWERS.values():
        for key, start, end, value in answers:
            assert TEXTS[key][start:end].strip() == TEXTS[key][start:end] != ""
            assert value
    assert not [text for text in TEXTS.values() if set("[]|") & set(text)]


def test_the_shipped_readings_pass():
    found = list(calibrations(load_settings()))
    assert [each.table for each in found if each.is_passed] == list(READINGS), found


def rows(answers, *, score, shifted=0, left_out=0):
    """A reading's rows: all answers, but that the first `shifted` say something else, and some are left out."""
    column = {"entity_type": "PERSON", "timex_type": "DATE"}
    return [
        {
            "article_id": key, "field": "text", "start_char": start, "end_char": end, "score": score, **column,
            "place_id": "geonames:1" if index < shifted else value,
        }
        for index, (key, start, end, value) in enumerate(sorted(answers)[left_out:])
    ]  # fmt: skip


PLACED = {span for span in ANSWERS[PLACES] if span[3] != ANY}


@pytest.mark.parametrize(
    ("score", "shifted", "left_out", "is_passed"),
    [
        pytest.param(0.95, 0, 0, True, id="all right"),
        pytest.param(0.95, 2, 0, True, id="as many wrong as promised"),
        pytest.param(0.95, 12, 0, False, id="sure of what is wrong"),
        pytest.param(0.6, 12, 0, True, id="as wrong and not sure of it"),
        pytest.param(0.95, 0, 18, False, id="too little found"),
        pytest.param(0.95, 0, 30, False, id="nothing found"),
    ],
)
def test_what_is_told_of_a_reading(score, shifted, left_out, is_passed):
    found = compared(PLACES, rows(PLACED, score=score, shifted=shifted, left_out=left_out), ANSWERS[PLACES], TEXTS)
    assert found.is_passed is is_passed
    assert found.row_count == len(PLACED) - min(left_out, len(PLACED))
    assert len(found.examples) == min(5, 2 * shifted + left_out)
    assert all(" in '" in example or ' in "' in example for example in found.examples)


def test_a_place_whose_id_depends_on_the_gazetteer_is_neither_right_nor_wrong():
    open_ones = ANSWERS[PLACES] - PLACED
    found = compared(PLACES, rows(open_ones, score=0.9), ANSWERS[PLACES], TEXTS)
    assert len(open_ones) > 3
    assert (found.row_count, found.found_share) == (0, 0.0)


def test_a_check_that_fails_is_a_warning_with_numbers_and_examples(monkeypatch):
    worse = compared(PLACES, rows(PLACED, score=0.95, shifted=20), ANSWERS[PLACES], TEXTS)
    monkeypatch.setattr(calibrating, "calibrations", lambda settings, tables: [worse] if PLACES in tables else [])
    from pipelines.definitions import defs

    job = dg.define_asset_job("one", selection=dg.AssetSelection.checks(*calibrating.calibration_keys()[1:2]))
    graph = dg.Definitions(assets=defs.assets, asset_checks=defs.asset_checks, jobs=[job], resources=defs.resources)
    done = graph.resolve_job_def("one").execute_in_process()
    [result] = done.get_asset_check_evaluations()
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert result.metadata["right_share"].value < result.metadata["promised_share"].value
    assert len(result.metadata["sample"].value) == 5
    assert result.check_name == calibration.CHECK
    assert len(calibrating.calibration_keys()) == len(READINGS)
