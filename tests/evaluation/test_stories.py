"""Scoring stories, and what bad gold is told."""

import json
from datetime import date

import pytest

from pipelines.evaluation.gold import GoldError
from pipelines.evaluation.stories import articles_of, scores

QUAKE = "Rescuers in Samarra pulled villagers from the rubble of a school after the earthquake killed twelve."
STRIKE = "Dockers walked out in Rotterdam over pensions, and the harbour with its container cranes stood still."


def write(path, *rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_files_of_a_folder_are_one_stream_in_order_of_days(tmp_path):
    write(
        tmp_path / "a.jsonl",
        {"id": "1", "text": "x", "date": "2026-03-05 10:00", "event": 7},
        {"text": "y", "story": "s"},
    )
    write(tmp_path / "b.jsonl", {"id": "2", "paragraphs": ["p", "q"], "published_at": "2026-03-01", "event": 7})
    found = articles_of(tmp_path)
    assert [(item.article_id, item.published_date, item.story) for item in found] == [
        ("2", date(2026, 3, 1), "b:7"),
        ("1", date(2026, 3, 5), "a:7"),
        ("a-2", None, "a:s"),
    ]
    assert found[0].text == "p\n\nq"


def test_scores_tell_right_stories_from_wrong_ones(tmp_path):
    rows = [
        {"id": "1", "title": "Quake in Samarra", "text": QUAKE, "date": "2026-03-01", "story": "quake"},
        {"id": "2", "title": "Samarra quake", "text": QUAKE + " More.", "date": "2026-03-01", "story": "quake"},
        {"id": "3", "title": "Rotterdam strike", "text": STRIKE, "date": "2026-03-01", "story": "strike"},
    ]
    right = articles_of(write(tmp_path / "right.jsonl", *rows))
    wrong = articles_of(write(tmp_path / "wrong.jsonl", *({**row, "story": row["id"]} for row in rows)))
    assert scores(right, [{}] * 3)["b_cubed"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores(wrong, [{}] * 3)["b_cubed"]["precision"] == pytest.approx(2 / 3, abs=1e-3)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"story": 1}, "expected a string `text`"),
        ({"text": "x"}, "expected `story` or `event`"),
        ({"text": "x", "story": 1, "date": "soon"}, "expected a day"),
    ],
    ids=["no text", "no story", "no day"],
)
def test_bad_gold_is_refused_with_its_place(tmp_path, row, message):
    with pytest.raises(GoldError, match=f"line 1: {message}"):
        articles_of(write(tmp_path / "bad.jsonl", row))


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(GoldError, match="expected JSONL files"):
        articles_of(tmp_path)
