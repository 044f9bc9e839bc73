"""Scoring dates: alone, in the dumps that the gold states, and in dumps of one week put together."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.evaluation.dates import Dated, composed_dumps, evaluate, main, measures
from pipelines.evaluation.gold import GoldError


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_alone_and_in_stated_documents(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {
            "id": str(i),
            "text": f"KYIV, July 18, 2024 (Reuters) - Item {i}.",
            "published_at": "2024-07-18T08:00:00",
            "document": "one",
        }
        for i in range(2)
    ]
    rows.append({"id": "x", "text": "Nothing to date here.", "published_at": "2024-07-18"})
    result = evaluate(write(tmp_path / "gold.jsonl", rows), composed=0)
    assert result["articles"] == 3
    alone, documents = result["alone"], result["documents"]
    assert isinstance(alone, dict)
    assert isinstance(documents, dict)
    assert (alone["share_dated"], alone["within_0_days"], alone["bases"]) == (0.6667, 1.0, {"dateline": 2, "none": 1})
    assert documents["within_1_day"] == 1.0
    assert "composed" not in result


def test_composed_dumps_hold_one_week_and_no_article_twice() -> None:
    bound = datetime(2026, 1, 1, tzinfo=UTC)
    articles = [Dated(str(i), "x", date(2024, 7, 1 + i % 14), None, bound) for i in range(70)]
    dumps = list(composed_dumps(articles, 15))
    weeks = [{articles[int(i)].published.isocalendar()[:2] for i in dump} for dump in dumps]
    assert [len(dump) for dump in dumps] == [15] * 4
    assert all(len(week) == 1 for week in weeks)
    assert len({i for dump in dumps for i in dump}) == 60
    assert dumps == list(composed_dumps(articles, 15))


def test_measures_count_among_those_given() -> None:
    def row(published: date | None, earliest: date | None, latest: date | None) -> dict[str, object]:
        return {
            "published_date": published,
            "published_earliest": earliest,
            "published_latest": latest,
            "published_basis": "text",
        }

    truth = date(2024, 7, 18)
    result = measures(
        [
            (row(truth, truth, truth), truth),
            (row(date(2024, 7, 16), date(2024, 7, 1), date(2024, 7, 17)), truth),
            (row(None, date(2024, 7, 1), date(2024, 7, 31)), truth),
            (row(None, None, None), truth),
        ],
    )
    assert result["share_dated"] == 0.5
    assert (result["within_0_days"], result["within_1_day"], result["within_7_days"]) == (0.5, 0.5, 1.0)
    assert (result["interval_coverage"], result["median_interval_days"]) == (0.6667, 17)


BAD = {
    "no text": {"id": "1", "published_at": "2024-07-18"},
    "no date": {"id": "1", "text": "x"},
    "no such day": {"id": "1", "text": "x", "published_at": "2024-02-30"},
}


@pytest.mark.parametrize("row", BAD.values(), ids=BAD)
def test_bad_gold_is_refused_with_its_line(tmp_path: Path, row: dict[str, object]) -> None:
    with pytest.raises(GoldError, match="line 1"):
        evaluate(write(tmp_path / "gold.jsonl", [row]))


def test_ids_come_once(tmp_path: Path) -> None:
    row: dict[str, object] = {"id": "1", "text": "x", "published_at": "2024-07-18"}
    with pytest.raises(GoldError, match="line 2"):
        evaluate(write(tmp_path / "gold.jsonl", [row, row]))


def test_no_articles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="at least one"):
        evaluate(write(tmp_path / "gold.jsonl", []))


def test_the_day_may_stand_under_its_common_names(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": name, "text": "KYIV, July 18, 2024 (Reuters) - Rain.", name: "2024-07-18"}
        for name in ("published_at", "published", "date")
    ]
    alone = evaluate(write(tmp_path / "gold.jsonl", rows), composed=0)["alone"]
    assert isinstance(alone, dict)
    assert (alone["share_with_evidence"], alone["within_0_days"]) == (1.0, 1.0)


def test_composed_dumps_are_written_as_gold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, object]] = [
        {"id": str(i), "text": f"KYIV, July 18, 2024 (Reuters) - Item {i}.", "date": "2024-07-18"} for i in range(5)
    ]
    gold, dumps = write(tmp_path / "gold.jsonl", rows), tmp_path / "dumps.jsonl"
    monkeypatch.setattr("sys.argv", ["dates", str(gold), "--composed", "2", "--dumps", str(dumps)])
    main()
    scores = json.loads(capsys.readouterr().out)
    stated = evaluate(dumps, composed=0)["documents"]
    assert stated == {key: value for key, value in scores["composed"].items() if key != "dumps"}
    assert [json.loads(line)["document"] for line in dumps.read_text().splitlines()] == ["0", "0", "1", "1"]
