import json

import pytest

from pipelines.evaluation.gold import GoldError
from pipelines.evaluation.topics import evaluate

MATCH = "The striker scored twice as the home side won the cup final. The manager praised the goalkeeper and his team."
SHARES = "Shares fell as the company reported a loss. Investors sold stocks and the bank cut its profit forecast for the year."
VOTE = "Voters elect a new parliament on Sunday. The prime minister and the opposition candidate held campaign rallies."


@pytest.fixture
def gold(tmp_path):
    def write(*records):
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        return path

    return write


def test_codes_are_scored_on_every_level(gold):
    result = evaluate(
        gold(
            {"id": "1", "text": MATCH, "topics": ["medtop:20000822"]},
            {"id": "2", "title": "Shares fall", "text": SHARES, "topics": ["medtop:04000000"]},
            {"id": "3", "text": VOTE, "topics": ["medtop:20000574"]},
            {"id": "4", "text": "Hm.", "topics": ["medtop:17000000"]},
        )
    )
    assert result["articles"] == 4
    assert result["without_topic"] == 1
    assert result["accuracy"] == 0.75
    assert result["macro_recall"] == 0.75
    assert result["classes"]["medtop:17000000"] == {"articles": 1, "recall": 0.0, "f1": 0.0}
    assert result["micro"]["level_1"]["recall"] == 0.75
    assert 0 < result["hierarchical"]["f1"] <= 1
    assert sum(row["articles"] for row in result["calibration"]["reliability"]) == 3
    json.dumps(result)


def test_labels_go_through_the_mapping_and_any_of_its_codes_is_right(gold):
    result = evaluate(
        gold(
            {"mapping": {"sports": "medtop:15000000", "money": ["medtop:09000000", "medtop:04000000"]}},
            {"id": 1, "text": MATCH, "label": "sports"},
            {"id": 2, "text": SHARES, "label": "money"},
        )
    )
    assert result["accuracy"] == 1.0
    assert result["macro_f1"] == 1.0
    assert "micro" not in result


def test_a_folder_of_class_folders(tmp_path):
    for label, text in (("sport", MATCH), ("business", SHARES)):
        (tmp_path / label).mkdir()
        (tmp_path / label / "001.txt").write_text("A headline\n\n" + text, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text("sport: medtop:15000000\nbusiness: [medtop:04000000]\n", encoding="utf-8")
    result = evaluate(tmp_path)
    assert result["articles"] == 2
    assert result["accuracy"] == 1.0


@pytest.mark.parametrize(
    ("records", "place"),
    [
        pytest.param([], "", id="no-articles"),
        pytest.param([{"id": 1, "topics": ["medtop:15000000"]}], "line 1", id="no-text"),
        pytest.param([{"id": 1, "text": "x", "title": 3, "topics": ["medtop:15000000"]}], "line 1", id="title-no-text"),
        pytest.param([{"id": 1, "text": "x"}], "line 1", id="no-topics"),
        pytest.param([{"id": 1, "text": "x", "topics": []}], "line 1", id="empty-topics"),
        pytest.param([{"id": 1, "text": "x", "topics": ["sport"]}], "line 1", id="unknown-code"),
        pytest.param([{"id": 1, "text": "x", "label": "sport"}], "line 1", id="label-without-mapping"),
        pytest.param([{"mapping": {"sport": "medtop:1"}}], "line 1, sport", id="mapping-to-unknown-code"),
        pytest.param([{"mapping": []}], "line 1", id="mapping-that-is-a-list"),
    ],
)
def test_bad_gold_is_refused_with_its_place(gold, records, place):
    path = gold(*records)
    with pytest.raises(GoldError) as caught:
        evaluate(path)
    assert str(path) in str(caught.value)
    assert place in str(caught.value)


@pytest.mark.parametrize(
    "mapping",
    [
        pytest.param(None, id="no-mapping"),
        pytest.param("sport: [", id="broken-yaml"),
        pytest.param("sport: medtop:15000000", id="no-such-folder"),
        pytest.param("../sport: medtop:15000000", id="a-folder-outside"),
    ],
)
def test_a_bad_folder_is_refused(tmp_path, mapping):
    if mapping is not None:
        (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8")
    with pytest.raises(GoldError):
        evaluate(tmp_path)
