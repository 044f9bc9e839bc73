"""Texts that a mart takes over from a daily mart: numbers for them, and the texts again."""

from datetime import date, timedelta

import pyarrow as pa
import pytest

from pipelines.catalogue import CATALOGUE
from pipelines.contracts import CONTRACTS
from pipelines.warehouse import AuditError, Warehouse
from pipelines.work.mart_days import Days
from pipelines.work.mart_texts import append_named, numbered_rows

MART = CATALOGUE["marts.trending_entities"]
MONDAY = date(2026, 3, 16)
COLUMNS = ("published_date", "entity_id", "canonical_name", "entity_type", "article_count")


def day(offset):
    return MONDAY + timedelta(days=offset)


def chunk(*offsets):
    return Days(tuple(map(day, offsets)), has_undated=False)


@pytest.fixture
def session(tmp_path):
    """A warehouse in which a thing is called otherwise on its last day."""
    facts = [
        ("e", 0, "Old Name", 1),
        ("e", 1, "New Name", 3),
        ("once", 1, "Once", 1),
        ("f", -40, "F", 9),
        ("f", 3, "F", 2),
    ]
    rows = [
        {
            "published_date": day(offset),
            "entity_id": entity,
            "canonical_name": name,
            "entity_type": "ORG",
            "article_count": count,
            "inferred_count": 0,
            "mention_count": count,
        }
        for entity, offset, name, count in facts
    ]
    with Warehouse(tmp_path / "w.duckdb").writer() as opened, opened.transaction():
        opened.append("marts.daily_entities", CONTRACTS["marts.daily_entities"].from_rows(rows))
        yield opened


def scored(rows):
    """The rows as the function of the mart returns them."""
    scores = {"baseline_count": pa.array([1] * rows.num_rows, pa.int64())}
    scores |= dict.fromkeys(("expected_count", "trend_score", "z_score"), pa.array([0.5] * rows.num_rows))
    for name, column in scores.items():
        rows = rows.append_column(name, column)
    return rows


@pytest.mark.parametrize(
    ("offsets", "expected"),
    [
        ((1,), {(0, 1), (1, 3)}),
        ((0,), set()),
        ((1, 2, 3), {(0, 1), (1, 3), (3, 2)}),
        ((1, 3), {(0, 1), (1, 3), (3, 2)}),
        ((-40,), {(-40, 9)}),
    ],
    ids=["of a day", "no thing often enough", "consecutive days", "days apart", "far before"],
)
def test_rows_are_those_of_things_named_often_and_of_their_days_before(session, offsets, expected):
    rows = numbered_rows(session, MART, "marts.daily_entities", COLUMNS, chunk(*offsets)).to_pylist()
    assert {((row["published_date"] - MONDAY).days, row["article_count"]) for row in rows} == expected
    assert len({row["entity_id"] for row in rows}) == len({row["article_count"] in (1, 3) for row in rows})
    assert all(isinstance(row[name], int) for row in rows for name in MART.carried)


def test_texts_are_those_of_the_row(session):
    rows = numbered_rows(session, MART, "marts.daily_entities", COLUMNS, chunk(1, 2, 3))
    append_named(session, MART, scored(rows))
    standing = session.rows(MART.name)
    assert [(row["published_date"], row["entity_id"], row["canonical_name"]) for row in standing.to_pylist()] == [
        (day(1), "e", "New Name"),
        (day(3), "f", "F"),
    ]


def test_two_rows_of_one_thing_and_day_are_refused(session):
    rows = numbered_rows(session, MART, "marts.daily_entities", COLUMNS, chunk(1))
    with pytest.raises(AuditError, match="marts.trending_entities: 2 rows"):
        append_named(session, MART, scored(pa.concat_tables([rows, rows])))
    assert not session.count(MART.name)
