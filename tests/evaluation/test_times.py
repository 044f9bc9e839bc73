"""Scoring time expressions: TimeML and JSONL in, strict, relaxed, type and value scores out."""

import json
from pathlib import Path

import pytest

from pipelines.evaluation.gold import GoldError
from pipelines.evaluation.times import Span, canonical, evaluate, scores, timeml

TIMEML = """<?xml version="1.0" ?>
<!DOCTYPE TimeML SYSTEM "TimeML.dtd">
<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2025-12-29" functionInDocument="CREATION_TIME">2025-12-29</TIMEX3></DCT>
<TEXT>He <EVENT eid="e1">spoke</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2025-12-29">Monday</TIMEX3> &amp; left
<TIMEX3 tid="t2" type="DATE" value="2025-12-27">two days ago</TIMEX3>.</TEXT></TimeML>
"""


def test_timeml_is_read_with_its_creation_time(tmp_path: Path) -> None:
    path = tmp_path / "a.tml"
    path.write_text(TIMEML)
    document = timeml(path)
    assert document.text.startswith("He spoke on Monday & left")
    assert [document.text[s.start : s.end] for s in document.spans] == ["Monday", "two days ago"]
    assert evaluate(path)["value"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert evaluate(tmp_path)["documents"] == 1


def test_jsonl_is_scored_the_same(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    timexes = [{"start": 9, "end": 15, "type": "DATE", "value": "2025-12-29"}]
    path.write_text(
        json.dumps({"id": "1", "text": "He spoke Monday.", "published_at": "2025-12-29T10:00:00Z", "timexes": timexes})
    )
    assert evaluate(path)["strict"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_measures_count_overlaps_once() -> None:
    gold = [[Span(0, 10, "DATE", "2024"), Span(20, 30, "DURATION", "P1D")]]
    found = [
        [
            Span(0, 10, "DATE", "2024"),
            Span(12, 15, "DATE", "2023"),
            Span(18, 25, "SET", "P1D"),
            Span(26, 30, "SET", "P1D"),
        ]
    ]
    result = scores(gold, found)
    assert result["strict"] == {"precision": 0.25, "recall": 0.5, "f1": 0.3333}
    assert result["relaxed"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667}
    assert result["type"] == {"precision": 0.25, "recall": 0.5, "f1": 0.3333}
    assert result["value"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667}


def test_spellings_of_one_value_are_one() -> None:
    assert canonical("1998-W7") == canonical("1998-W07")
    assert canonical("2024-01-01T9") == canonical("2024-01-01T09")


BAD = {
    "no such file": ("a.jsonl", None),
    "not XML": ("a.tml", "<TimeML><TEXT>"),
    "no text": ("a.tml", "<TimeML></TimeML>"),
    "entities": ("a.tml", '<!DOCTYPE x [<!ENTITY a "b">]><TimeML><TEXT>&a;</TEXT></TimeML>'),
    "not JSON": ("a.jsonl", "{"),
    "no text in a line": ("a.jsonl", '{"timexes": []}'),
    "no timexes": ("a.jsonl", '{"text": "x"}'),
    "span outside": ("a.jsonl", '{"text": "x", "timexes": [{"start": 0, "end": 5}]}'),
    "span without numbers": ("a.jsonl", '{"text": "x", "timexes": [{"start": "0", "end": 1}]}'),
}


@pytest.mark.parametrize(("name", "content"), BAD.values(), ids=BAD)
def test_bad_gold_is_refused_with_its_place(tmp_path: Path, name: str, content: str | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(GoldError, match=str(path)):
        evaluate(path)


def test_a_folder_without_timeml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="TimeML"):
        evaluate(tmp_path)
