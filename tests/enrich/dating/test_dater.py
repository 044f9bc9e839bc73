"""Dating: the order of the sources of a date, inference, neighbours, and what is never given."""

import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts import CONTRACTS
from pipelines.enrich.dating import ArticleDater, Dating
from pipelines.worker import MODELS

from .conftest import SCHEMA, article_rows

COLLECTED = datetime(2026, 11, 23, 12, tzinfo=UTC)

END_OF_YEAR = (
    """The president said on Monday that talks go on. On December 28, the leaders met. Yesterday, they agreed on most points.
It was the last summit of 2025, which had been long. A return is set for early January.""",
    "The minister spoke on Monday. The army took three towns in December, the most in 2025.",
    "Trains stopped on Sunday. The operator said on Monday that repairs will take until early January 2026.",
    "In late 2023 they quarrelled; the mandate ended in mid-2024. Earlier this month he posted a picture, the outlet said on Monday.",
    "The rocket lifted off on Sunday, December 28, 2025, the agency said.",
)


def dating(
    texts: Sequence[str], *, metadata: Sequence[datetime | None] | None = None, collected: datetime = COLLECTED,
    uri: str = "dump.txt", document: str | None = "d", neighbours: bool = True, min_score: float = 0.7,
    max_interval_days: int = 100_000,
) -> Dating:  # fmt: skip
    rows = [
        row | {"document_id": document or f"d{i}", "metadata_at": metadata[i] if metadata else None}
        for i, row in enumerate(article_rows(*texts, collected_at=collected, uri=uri))
    ]
    dater = ArticleDater(use_neighbours=neighbours, min_score=min_score, max_interval_days=max_interval_days)
    return dater.date(pa.Table.from_pylist(rows, schema=SCHEMA))


def test_the_records_own_date_comes_first() -> None:
    own = datetime(2024, 7, 18, 10, 41, tzinfo=UTC)
    (row,) = dating(["KYIV, Dec 28, 2025 (Reuters) - Shelling."], metadata=[own]).dates.to_pylist()
    assert row["published_date"] == row["published_earliest"] == row["published_latest"] == date(2024, 7, 18)
    assert row["published_basis"] == "metadata"


@pytest.mark.parametrize(
    "own", [datetime(1970, 1, 1, tzinfo=UTC), datetime(1200, 5, 5, tzinfo=UTC), COLLECTED + timedelta(days=3)],
    ids=["software default", "before newspapers", "after the collection"],
)  # fmt: skip
def test_an_impossible_record_date_is_refused_and_kept_as_evidence(own: datetime) -> None:
    result = dating(["A man walked his dog."], metadata=[own])
    (row,) = result.dates.to_pylist()
    assert row["published_date"] is None
    assert row["published_basis"] == "none"
    assert [(e["kind"], e["surface"]) for e in result.evidence.to_pylist()] == [
        ("metadata_refused", own.date().isoformat())
    ]


def test_a_record_date_within_a_day_after_the_collection_is_a_time_zone() -> None:
    (row,) = dating(["A man."], metadata=[COLLECTED + timedelta(hours=14)]).dates.to_pylist()
    assert (row["published_date"], row["published_basis"]) == (COLLECTED.date(), "metadata")


@pytest.mark.parametrize(
    "text", ["", "A man walked his dog.", "\U0001f600", "1" * 500], ids=["empty", "timeless", "emoji", "digits"]
)
def test_no_evidence_gives_null_and_never_the_day_of_collection(text: str) -> None:
    result = dating([text])
    (row,) = result.dates.to_pylist()
    assert [row[name] for name in ("published_date", "published_earliest", "published_latest")] == [None] * 3
    assert row["published_basis"] == "none"
    assert result.evidence.num_rows == 0


def test_a_dump_of_one_day_is_dated_by_all_of_it() -> None:
    rows = dating(END_OF_YEAR, min_score=0.0).dates.to_pylist()
    assert all(abs((row["published_date"] - date(2025, 12, 29)).days) <= 7 for row in rows)
    assert all(row["published_earliest"] <= date(2025, 12, 29) <= row["published_latest"] for row in rows)
    assert {row["published_basis"] for row in rows} == {"text"}


def test_neighbours_can_be_left_out() -> None:
    together = dating(END_OF_YEAR).dates.to_pylist()
    alone = dating(END_OF_YEAR, neighbours=False).dates.to_pylist()
    apart = dating(END_OF_YEAR, document=None).dates.to_pylist()
    columns = ("published_date", "published_earliest", "published_latest", "published_score")
    assert [[row[c] for c in columns] for row in alone] == [[row[c] for c in columns] for row in apart]
    assert (
        together[1]["published_latest"] - together[1]["published_earliest"]
        < alone[1]["published_latest"] - alone[1]["published_earliest"]
    )


def test_a_dated_neighbour_informs_an_undated_one() -> None:
    own = datetime(2024, 7, 18, tzinfo=UTC)
    texts = ["The agency said on Wednesday that it will rain.", "KYIV - It rained.", "It rained.", "It rained."]
    rows = dating(texts, metadata=[None, own, own, own]).dates.to_pylist()
    assert rows[0]["published_earliest"] <= date(2024, 7, 17) <= rows[0]["published_latest"]
    assert (rows[0]["published_latest"] - rows[0]["published_earliest"]).days < 60


def test_a_back_reference_is_not_the_date() -> None:
    text = "The treaty was signed in July 2001. The war of 2022 goes on, and in December 2023 a court ordered his arrest, it said on Monday."
    (row,) = dating([text]).dates.to_pylist()
    assert row["published_date"] is None or row["published_date"] > date(2023, 12, 1)
    assert row["published_latest"] > date(2024, 1, 1)


def test_a_file_name_is_weak_evidence() -> None:
    text = "The agency said on Monday that it will rain."
    named = dating([text], uri="/dumps/news_2024-07-16.txt")
    (row,) = named.dates.to_pylist()
    (bare,) = dating([text]).dates.to_pylist()
    assert (row["published_latest"] - row["published_earliest"]) < (
        bare["published_latest"] - bare["published_earliest"]
    )
    assert "archive" in {e["kind"] for e in named.evidence.to_pylist()}


_SENTENCES = st.sampled_from(
    ["It was signed on 3 May 2031.", "He said on Monday.", "In 2099 it ends.", "KYIV, Dec 28 (Reuters) - War.", "On December 28 it rained.",
     "Published July 18, 2024", "By the end of February 2027 it will close.", "President Joe Biden spoke.", "The Paris Olympics loom."],
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(_SENTENCES, max_size=5).map("\n".join), min_size=1, max_size=4),
    st.dates(date(1995, 1, 1), date(2030, 1, 1)),
)
def test_no_date_is_after_the_collection_and_each_lies_in_its_interval(texts: list[str], bound: date) -> None:
    result = dating(texts, collected=datetime(bound.year, bound.month, bound.day, tzinfo=UTC), min_score=0.0)
    rows = result.dates.to_pylist()
    assert [row["ordinal"] for row in rows] == list(range(len(texts)))
    for row in rows:
        assert (row["published_date"] is None) == (row["published_basis"] == "none")
        if row["published_date"] is not None:
            assert row["published_earliest"] <= row["published_date"] <= row["published_latest"] <= bound
            assert 0 <= row["published_score"] <= 1
    for item in result.evidence.to_pylist():
        text = texts[int(item["article_id"][1:])]
        if item["start_char"] is not None:
            assert text[item["start_char"] : item["end_char"]] == item["surface"]
        assert 0 <= item["weight"] <= 1
    assert result.evidence.schema == CONTRACTS["core.date_evidence"].arrow_schema


def test_an_interval_that_places_an_article_nowhere_is_not_given() -> None:
    text = "The agency said on Monday that it will rain."
    (wide,) = dating([text]).dates.to_pylist()
    assert (wide["published_latest"] - wide["published_earliest"]).days > 366
    result = dating([text], max_interval_days=366)
    (row,) = result.dates.to_pylist()
    assert row["published_earliest"] is row["published_latest"] is row["published_score"] is None
    assert result.evidence.num_rows > 0


def test_a_title_outside_the_text_is_read_and_has_no_place_in_it() -> None:
    def read(title: str | None, text: str) -> list[tuple[object, ...]]:
        rows = article_rows(text, title=title, collected_at=COLLECTED)
        found = ArticleDater().date(pa.Table.from_pylist(rows, schema=SCHEMA)).evidence.to_pylist()
        return [(e["surface"], e["start_char"]) for e in found if e["kind"].startswith("day_")]

    assert ("3 May 2019", None) in read("Signed on 3 May 2019", "It rained.")
    assert ("3 May 2019", 10) in read("It rained", "Signed on 3 May 2019.")
    assert ("3 May 2019", 10) in read("Signed on 3 May 2019", "Signed on 3 May 2019\nIt rained.")


def test_twice_is_once() -> None:
    first, second = dating(END_OF_YEAR), dating(END_OF_YEAR)
    assert first.dates.equals(second.dates)
    assert first.evidence.equals(second.evidence)


def test_ten_thousand_dates_give_bounded_evidence() -> None:
    text = " ".join(f"On {day % 28 + 1} May {1970 + day % 50} they met." for day in range(10_000))
    assert dating([text]).evidence.num_rows < 100


def test_id_follows_the_configuration() -> None:
    assert ArticleDater().annotator_id != ArticleDater(use_neighbours=False).annotator_id


@pytest.mark.parametrize("name", ["dating.json", "knowledge.json", "births.json", "events.jsonl", "profile.npz"])
def test_id_follows_every_byte_of_every_file(tmp_path: Path, name: str) -> None:
    shutil.copytree(MODELS / "dating", tmp_path / "dating")
    before = ArticleDater(models=tmp_path)
    assert tmp_path / "dating" / name in before.files()
    old = before.annotator_id
    with (tmp_path / "dating" / name).open("ab") as file:
        file.write(b"\n")
    assert ArticleDater(models=tmp_path).annotator_id != old


def test_work_gives_what_date_gives() -> None:
    rows = article_rows("Signed on 3 May 2019.", collected_at=COLLECTED)
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    made = ArticleDater().work({"articles": table})
    expected = ArticleDater().date(table)
    assert made["core.articles"].equals(expected.dates)
    assert made["core.date_evidence"].equals(expected.evidence)


def test_a_stated_date_that_nothing_orders_is_no_date_but_is_kept() -> None:
    result = dating(["Published 03/04/2020\n\nA man walked his dog."])
    (row,) = result.dates.to_pylist()
    assert row["published_basis"] == "none"
    kept = next(e for e in result.evidence.to_pylist() if e["kind"].endswith("_swappable"))
    assert (kept["earliest"], kept["latest"], kept["weight"]) == (date(2020, 3, 4), date(2020, 4, 3), 0.0)


def test_other_dates_of_a_dump_order_its_stated_ones() -> None:
    rows = dating(["Published 03/04/2020\n\nA man.", "Published 25/04/2020\n\nA dog."]).dates.to_pylist()
    assert [row["published_date"] for row in rows] == [date(2020, 4, 3), date(2020, 4, 25)]


def test_no_articles_give_no_rows() -> None:
    result = dating([])
    assert result.dates.num_rows == result.evidence.num_rows == 0
