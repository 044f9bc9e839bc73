"""Scoring statements: what counts as found, as exact, as the right speaker."""

import json

import pytest

from pipelines.evaluation.gold import GoldError
from pipelines.evaluation.quotes import Found, paired, scores
from pipelines.evaluation.quotes_gold import GoldQuote, GoldText, read_quotes

TEXT = "Sara Koval said that the harbour closed. “We go home,” she added."
MARKED = GoldQuote(((0, 10),), ((11, 15),), ((16, 39),), "Sara Koval")
DIRECT = GoldQuote(((55, 58),), ((59, 64),), ((41, 54),), "Sara Koval")


def found(gold, *, content=None, source=None, name="Sara Koval", is_direct=False, score=0.9):
    return Found(gold.source if source is None else source, gold.cue, content or gold.content, is_direct, name, score)


def scored(*statements):
    return scores(paired(GoldText("t", TEXT, (MARKED, DIRECT)), statements))


def test_all_right():
    result = scored(found(MARKED), found(DIRECT, is_direct=True))
    assert result["content_60"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert result["content_exact"]["f1"] == 1.0
    assert (result["speaker_of_matched"], result["named_speakers"]) == (1.0, 1.0)
    assert result["direct_all_three"] == {"precision": 1.0, "recall": 1.0}


@pytest.mark.parametrize(
    ("content", "recall", "exact"),
    [
        pytest.param(((21, 39),), 0.5, 0.0, id="18 of 23 characters"),
        pytest.param(((30, 39),), 0.0, 0.0, id="9 of 23 characters"),
        pytest.param(((16, 25), (25, 39)), 0.5, 0.0, id="in two parts"),
    ],
)
def test_a_part_of_what_is_said(content, recall, exact):
    result = scored(found(MARKED, content=content))
    assert (result["content_60"]["recall"], result["content_exact"]["recall"]) == (recall, exact)


def test_each_matches_one():
    result = scored(found(MARKED), found(MARKED), found(MARKED))
    assert result["content_60"]["precision"] == pytest.approx(1 / 3, abs=1e-3)


def test_another_speaker():
    result = scored(
        found(MARKED, source=((5, 15),), name="Ida Moe"), found(DIRECT, source=(), name=None, is_direct=True)
    )
    assert (result["speaker_of_matched"], result["named_speakers"]) == (0.0, 0.0)
    assert result["direct_all_three"] == {"precision": 0.0, "recall": 0.0}


def test_reliability_counts_rows_by_their_score():
    result = scored(
        found(MARKED, score=0.95), found(DIRECT, source=(), score=0.85), found(DIRECT, content=((0, 3),), score=0.1)
    )
    assert result["reliability"] == [
        {"from": 0.0, "rows": 1, "mean_score": 0.1, "right": 0.0},
        {"from": 0.8, "rows": 2, "mean_score": 0.9, "right": 0.5},
    ]


BRAT = (
    "T1\tSource 0 10\tSara Koval\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n\nT2\tCue 11 15\tsaid\n"
    "T3\tContent 16 20;25 39\tthat closed\nT4\tAttribution 11 15\tsaid\n"
)


def test_brat_files_with_an_annotators_code_and_parts(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "attributions" / "a_0f3b.ann").write_text(BRAT, "utf-8")
    [text] = read_quotes(tmp_path)
    assert text.quotes == (GoldQuote(((0, 10),), ((11, 15),), ((16, 20), (25, 39))),)


def test_jsonl(tmp_path):
    path = tmp_path / "gold.jsonl"
    quote = {"content": [[16, 39]], "cue": [[11, 15]], "speaker": "Sara Koval"}
    path.write_text(json.dumps({"id": "x", "text": TEXT, "quotes": [quote]}), "utf-8")
    [text] = read_quotes(path)
    assert (text.name, text.quotes) == ("x", (GoldQuote((), ((11, 15),), ((16, 39),), "Sara Koval"),))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param({"quotes": []}, "string `text`", id="no text"),
        pytest.param({"text": "x"}, "list `quotes`", id="no quotes"),
        pytest.param({"text": "x", "quotes": [{"content": [[0, 5]]}]}, "outside the text", id="too long"),
        pytest.param({"text": "x", "quotes": [{"content": ["a"]}]}, "expected spans", id="no spans"),
    ],
)
def test_bad_gold_is_named_with_its_line(tmp_path, row, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    with pytest.raises(GoldError, match=message):
        read_quotes(path)


def test_a_folder_without_gold_and_a_span_without_its_text(tmp_path):
    with pytest.raises(GoldError, match="expected"):
        read_quotes(tmp_path)
    (tmp_path / "a.ann").write_text(BRAT, "utf-8")
    with pytest.raises(GoldError, match="text was not found"):
        read_quotes(tmp_path)
