"""The figures of tables: every statement belongs to a table, runs on an empty warehouse, and says what it should."""

import base64
from datetime import UTC, datetime

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import list_sql, load_sql
from pipelines.warehouse import Warehouse
from pipelines.work.figures import Rates, figures_of

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
DOCUMENT = {
    "document_id": "d", "source_code": "a", "uri": "a.txt", "media_type": "text/plain", "is_dump": True, "content_sha256": "x",
    "byte_count": 20, "char_count": 20, "collected_at": NOON, "batch_id": "b",
}  # fmt: skip
REFUSAL = {
    "batch_id": "b", "uri": "a.jsonl", "position": "line 2", "reason_code": "invalid_json", "detail": "mend it",
    "rejected_at": NOON,
}  # fmt: skip
MENTION = {
    "article_id": "a", "field": "text", "start_char": 0, "end_char": 4, "surface": "Kyiv", "role": "literal",
    "role_score": 0.9, "score": 0.9, "annotator_id": "p@1",
}  # fmt: skip


@pytest.fixture
def session(tmp_path):
    with Warehouse(tmp_path / "w.duckdb").writer() as opened:
        yield opened


def filled(session, table, *rows):
    session.append(table, CONTRACTS[table].from_rows(list(rows)))


def figure(session, table, name):
    return next(one for one in figures_of(session, table) if getattr(one, "name", "rates") == name)


@pytest.mark.parametrize("name", list_sql("shown"))
def test_every_statement_belongs_to_a_table_and_is_small(name):
    table = name.partition("__")[0].replace("_", ".", 1)
    assert table in CONTRACTS
    statement = load_sql("shown", name)
    assert not statement.parameters
    assert "rates" in name or "limit" in statement.statement or "group by" in statement.statement


def test_an_empty_warehouse_has_figures_of_every_table(session):
    for table in CONTRACTS:
        for one in figures_of(session, table):
            assert isinstance(one, Rates) or one.text == "None.", table


def test_refusals_are_counted_by_reason_without_those_that_were_mended(session):
    filled(
        session,
        "ops.rejected_records",
        REFUSAL,
        REFUSAL | {"position": "line 3"},
        REFUSAL | {"position": "", "reason_code": "empty"},
        REFUSAL | {"position": "line 9", "reason_code": "empty", "is_current": False},
    )
    shown = figure(session, "raw.documents", "refused_by_reason")
    assert shown.text.splitlines()[2:] == [
        r"| invalid\_json | 2 | 1 | a.jsonl | mend it |",
        "| empty | 1 | 1 | a.jsonl | mend it |",
    ]


def test_documents_are_drawn_by_the_day_of_their_collection(session):
    later = {"document_id": "e", "collected_at": datetime(2026, 3, 11, tzinfo=UTC)}
    filled(session, "raw.documents", DOCUMENT, DOCUMENT | {"document_id": "c"}, DOCUMENT | later)
    shown = figure(session, "raw.documents", "by_collection_day")
    picture = base64.b64decode(shown.text.partition("base64,")[2].removesuffix(")")).decode()
    assert ">2026-03-09<" in picture
    assert ">2026-03-11<" in picture
    assert ">2<" in picture


def test_shares_are_of_what_there_is_and_unresolved_names_are_listed(session):
    place = {"place_id": "geonames:1", "latitude": 50.4, "longitude": 30.5, "country_code": "UA"}
    unknown = MENTION | {"start_char": 9, "end_char": 14, "surface": "Nadir", "score": 0.5, "role": "associative"}
    filled(session, "core.place_mentions", MENTION | place, unknown)
    rates = figure(session, "core.place_mentions", "rates")
    assert rates.values["resolved_share"] == rates.values["literal_share"] == rates.values["low_scored_share"] == 0.5
    assert figure(session, "core.place_mentions", "unresolved").text.splitlines()[2:] == ["| Nadir | 1 | 1 |"]


def test_a_share_of_nothing_is_left_out(session):
    assert "resolved_share" not in figure(session, "core.place_mentions", "rates").values
