import json
import math

import numpy as np
import pytest

from pipelines.enrich.places import PlaceResolver
from pipelines.evaluation.gold import GoldError
from pipelines.evaluation.places import error_summary, evaluate, great_circle_km
from pipelines.evaluation.places_gold import read_gold_places
from pipelines.worker import Annotator

LGL = """<?xml version="1.0" encoding="utf-8"?>
<articles><article docid="7"><title>Fire in Ames</title><text><![CDATA[Fire in Ames, Iowa.]]></text>
<toponyms>
<toponym><start>8</start><end>12</end><phrase>Ames</phrase><gaztag geonameid="4846834"><lat>42.03</lat><lon>-93.62</lon>
<country geonameid="6252001">United States</country></gaztag></toponym>
<toponym><start>14</start><end>18</end><phrase>Iowa</phrase></toponym>
<toponym><start>1</start><end>3</end><phrase>Iowa</phrase></toponym>
</toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>x</source><text>Flu in Ames.</text><locations>
<location><name>Ames</name><start>8</start><end>12</end><lat>42.03</lat><lon>-93.62</lon></location>
</locations></article></articles>"""
GEOWEBNEWS = """<articles><article file="3"><text>Ames warned the team of Ames.</text>
<toponym><extractedName>Ames</extractedName><type>Metonymic</type><start>0</start><end>4</end>
<latitude>42.03</latitude><longitude>-93.62</longitude></toponym>
<toponym><extractedName>team</extractedName><type>Non_Lit_Expression</type><start>16</start><end>20</end></toponym>
<toponym><extractedName>Ames</extractedName><type>Literal</type><start>24</start><end>28</end>
<latitude>42.03</latitude><longitude>-93.62</longitude></toponym></article></articles>"""


class NoEntities(Annotator):
    """Finds nothing, so that only the gazetteer's own matches are scored."""

    name, version, table = "none", "1", "core.entity_mentions"

    def predict(self, batch):
        return self.empty()


def written(tmp_path, content, name="gold.xml"):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def spans(path):
    return [(t.start, t.end, t.latitude, t.role, t.country) for a in read_gold_places(path) for t in a.toponyms]


def test_lgl_keeps_unlocated_toponyms_and_leaves_out_misplaced_ones(tmp_path):
    path = written(tmp_path, LGL)
    assert spans(path) == [(8, 12, 42.03, None, "United States"), (14, 18, None, None, None)]
    assert [a.misplaced_count for a in read_gold_places(path)] == [1]


def test_geovirus_counts_from_one(tmp_path):
    assert spans(written(tmp_path, GEOVIRUS)) == [(7, 11, 42.03, None, None)]


def test_geowebnews_types_are_roles_and_expressions_are_left_out(tmp_path):
    expected = [(0, 4, 42.03, "associative", None), (24, 28, 42.03, "literal", None)]
    assert spans(written(tmp_path, GEOWEBNEWS)) == expected


def test_jsonl(tmp_path):
    record = {
        "id": "x",
        "text": "In Ames",
        "toponyms": [{"start": 3, "end": 7, "latitude": 42, "longitude": -93.6, "role": "literal", "country": "US"}],
    }
    assert spans(written(tmp_path, json.dumps(record), "gold.jsonl")) == [(3, 7, 42.0, "literal", "US")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.xml", '<!DOCTYPE a [<!ENTITY x "y">]><articles/>', "without <!DOCTYPE", id="document type"),
        pytest.param("a.xml", "<articles><article>", "line 1: expected well-formed XML", id="cut in half"),
        pytest.param("a.xml", "<articles/>", "at least one article", id="no article"),
        pytest.param("a.xml", "<articles><article/></articles>", "article 1: expected a <text>", id="no text"),
        pytest.param("a.xml", LGL.replace("42.03", "142.03"), "latitude within 90", id="latitude out of range"),
        pytest.param("a.xml", LGL.replace("<end>12</end>", "<end>x</end>"), "whole numbers", id="end is no number"),
        pytest.param("a.jsonl", '{"text": 1, "toponyms": []}', 'line 1: expected "text"', id="text is no string"),
        pytest.param("a.jsonl", '{"text": "a", "toponyms": [1]}', "an object", id="toponym is no object"),
        pytest.param("a.jsonl", '{"text": "a", "toponyms": [{"start": 0, "end": 9}]}', "within the text of 1", id="span outside"),
        pytest.param("a.jsonl", '{"text": "a", "toponyms": [{"start": 0, "end": 1, "role": "x"}]}', "expected role", id="unknown role"),
        pytest.param("a.jsonl", '{"text": "a", "toponyms": [{"start": 0, "end": 1, "latitude": "n", "longitude": 1}]}', "latitude in degrees", id="latitude is no number"),
        pytest.param("a.jsonl", "", "at least one article", id="empty file"),
    ],
)  # fmt: skip
def test_bad_gold_says_where_and_what(tmp_path, name, content, message):
    with pytest.raises(GoldError, match=message):
        read_gold_places(written(tmp_path, content, name))


def test_a_missing_file(tmp_path):
    with pytest.raises(GoldError, match="expected a file"):
        read_gold_places(tmp_path / "none.xml")


@pytest.mark.parametrize(
    ("errors", "accuracy", "auc"),
    [
        pytest.param([0.0, 0.0], 1.0, 0.0, id="all right"),
        pytest.param([20_039.0, 20_039.0], 0.0, 1.0, id="none resolved"),
        pytest.param([161.0, 161.1], 0.5, 0.513, id="161 km is in"),
    ],
)
def test_error_summary(errors, accuracy, auc):
    summary = error_summary(np.array(errors))
    assert (summary["accuracy_161km"], summary["auc"]) == (accuracy, pytest.approx(auc, abs=0.001))


def test_great_circle():
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(math.pi * 6371.0088)
    assert great_circle_km(50.45, 30.52, 50.0, 36.23) == pytest.approx(409, abs=3)


def test_unfound_and_unresolved_gold_counts_as_half_the_earth_away(tmp_path):
    record = {
        "id": "x",
        "text": "Police in Berlin and in Qxzvoria met.",
        "toponyms": [
            {"start": 10, "end": 16, "latitude": 52.52, "longitude": 13.4, "role": "literal", "country": "DE"},
            {"start": 24, "end": 32, "latitude": 0.0, "longitude": 0.0, "role": "literal", "country": "GA"},
        ],
    }
    report = evaluate(written(tmp_path, json.dumps(record), "gold.jsonl"), PlaceResolver(), NoEntities())
    assert report["resolution"]["accuracy_161km"] == 0.5
    assert report["resolution"]["mean_km"] == pytest.approx(20_039 / 2, rel=0.01)
    assert report["resolution"]["country_accuracy"] == 0.5
    assert report["recognition"]["exact"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667}
    assert report["roles"]["literal"]["recall"] == 0.5
    json.dumps(report)
