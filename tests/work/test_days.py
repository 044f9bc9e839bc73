"""Work by days: exactly the rows of these days are made again, whatever is pending of others; thirty at once equal thirty single ones."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines.catalogue import Catalogue
from pipelines.contracts import CONTRACTS
from pipelines.work import days as days_module
from pipelines.work.days import DayKind, day_summary, days_checked, redo_days, touched_days
from pipelines.work.run import publish_now

from .conftest import FirstWord, later, write_jsonl

TABLES = (
    "raw.documents", "core.article_occurrences", "core.articles", "core.duplicates", "core.sentences", "core.time_mentions",
    "marts.source_volume",
)  # fmt: skip
FIRST = date(2026, 3, 1)
PER_DAY = 2


@pytest.fixture
def house(bench, monkeypatch):
    """A warehouse with a few tables only, two articles on each of thirty days, collected on two."""
    few = Catalogue(tuple(e for e in bench.catalogue.entries if e.name in TABLES))
    monkeypatch.setattr(days_module, "CATALOGUE", few)
    bench.settings = bench.settings.model_copy(update={"batch_words": 4_000})
    for half in range(2):
        records = [
            {
                "id": f"{half}-{day}-{number}",
                "text": f"Words of day {half} {day}, number {number}, on Monday.",
                "published_at": datetime(2026, 3, 1 + half * 15 + day, 12, tzinfo=UTC).isoformat(),
            }
            for day in range(15)
            for number in range(PER_DAY)
        ]
        later(write_jsonl(bench.folder / "in" / f"{half}.jsonl", *records), hours=24 * half)
    bench.ingest(bench.folder / "in")
    bench.make(*TABLES[1:])
    return bench


def redo(house, kind, days, tables=()):
    return redo_days(house.warehouse, house.settings, kind, days, report=lambda *_: None, tables=tables)


def annotators(house):
    """Per day of publication, who wrote the sentences."""
    rows = house.rows(
        "select published_date as day, sentences.annotator_id from core.sentences join core.articles using (article_id) "
        "group by all order by all"
    )
    return {row["day"]: row["annotator_id"].partition("+")[0] for row in rows}


def test_a_day_is_read_again_by_whoever_reads_now_and_what_is_pending_of_others_stays(house):
    house.workers["core.sentences"] = FirstWord("2")
    done = redo(house, DayKind.PUBLISHED, [date(2026, 3, 4), date(2026, 3, 5)])
    assert (done.articles, done.documents) == (4, 0)
    by = annotators(house)
    assert [day.day for day, who in by.items() if who == "first-word@2"] == [4, 5]
    assert len(by) == 30
    assert house.make("core.sentences")["units"] == 56


def test_a_day_is_made_again_when_nothing_is_pending_and_only_the_tables_that_are_asked_for(house):
    reader = house.workers["core.sentences"]
    before = len(reader.read)
    redo(house, DayKind.PUBLISHED, [FIRST], ["core.time_mentions"])
    assert len(reader.read) == before
    redo(house, DayKind.PUBLISHED, [FIRST], ["core.sentences"])
    assert len(reader.read) == before + PER_DAY


def test_a_day_of_collection_cuts_its_documents_again_and_reads_their_articles(house):
    [first, _] = sorted({row["day"] for row in house.rows("select collected_at::date as day from raw.documents")})
    calls = len(house.workers["core.sentences"].read)
    done = redo(house, DayKind.COLLECTED, [first])
    assert (done.documents, done.articles) == (30, 30)
    assert len(house.workers["core.sentences"].read) == calls + 30


def facts(house):
    skipped = {"ops.changes", "ops.progress", "ops.publications", "ops.batches"}
    return {
        name: house.rows(f"select * from {name} order by all")
        for name in CONTRACTS
        if name not in skipped and not name.startswith("ops.rejected")
    }


@pytest.mark.slow
def test_thirty_days_at_once_equal_thirty_single_ones_row_for_row(house):
    before = facts(house)
    days = [FIRST + timedelta(days=number) for number in range(30)]
    house.workers["core.sentences"] = FirstWord("2")
    redo(house, DayKind.PUBLISHED, days)
    at_once = facts(house)
    assert at_once != before
    house.workers["core.sentences"] = FirstWord("1")
    redo(house, DayKind.PUBLISHED, days)
    house.workers["core.sentences"] = FirstWord("2")
    for day in days:
        redo(house, DayKind.PUBLISHED, [day])
    assert facts(house) == at_once


def test_a_late_article_touches_the_day_that_it_is_of(house):
    publish_now(house.warehouse)
    with house.warehouse.writer() as session:
        assert touched_days(session) == {DayKind.COLLECTED: [], DayKind.PUBLISHED: []}
    late = {"id": "late", "text": "Late words of an early day.", "published_at": "2026-03-02T12:00:00Z"}
    house.bring_in(write_jsonl(house.folder / "in" / "late.jsonl", late))
    with house.warehouse.writer() as session:
        touched = touched_days(session)
        collected, published = touched[DayKind.COLLECTED], touched[DayKind.PUBLISHED]
        assert published == [date(2026, 3, 2)]
        assert len(collected) == 1
        [row] = day_summary(session, DayKind.PUBLISHED, published)
        assert (row["articles"], row["dated_from_text"]) == (PER_DAY + 1, 0)
        assert day_summary(session, DayKind.COLLECTED, collected)[0]["documents"] >= 1


def test_a_day_without_anything_is_a_day_of_noughts(house):
    assert redo(house, DayKind.PUBLISHED, [date(2001, 1, 1)]).articles == 0
    with house.warehouse.writer() as session:
        assert day_summary(session, DayKind.PUBLISHED, [date(2001, 1, 1)])[0]["articles"] == 0


def test_the_check_of_days_sees_their_rows_alone(house):
    with house.warehouse.writer() as session:
        session.run(
            "update core.sentences set end_char = 9999 where article_id in "
            "(select article_id from core.articles where published_date = '2026-03-03')"
        )
        [(table, result)] = days_checked(session, DayKind.PUBLISHED, [date(2026, 3, 3)])
        assert (table, result.name, result.offending_count) == ("core.sentences", "inside_the_text", PER_DAY)
        assert days_checked(session, DayKind.PUBLISHED, [date(2026, 3, 4)]) == []
