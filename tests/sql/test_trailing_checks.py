"""Warnings against what was before: quiet while things go on as they did, and each raised, with numbers and examples, when they do not."""

from datetime import UTC, datetime, timedelta

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import list_sql
from pipelines.warehouse import Warehouse
from pipelines.warehouse.audit import is_warning, run_check

LAST = datetime(2026, 3, 30, 12, tzinfo=UTC)
PER_DAY = 10
DAYS = 30


@pytest.fixture
def session(tmp_path):
    """Thirty days of one source that brings ten articles a day, each with a place and a topic; a batch per day."""
    with Warehouse(tmp_path / "w.duckdb").writer() as opened:
        rows = {name: [] for name in ("raw.documents", "core.articles", "core.place_mentions", "core.entity_mentions",
                                      "core.article_topics", "ops.batches")}  # fmt: skip
        for day in range(DAYS):
            moment = LAST - timedelta(days=day)
            counts = {"seen_count": 100, "accepted_count": 99, "rejected_count": 1, "duplicate_count": 0}
            rows["ops.batches"].append(
                {"batch_id": f"b{day}", "inputs": "[]", "started_at": moment, "finished_at": moment, **counts}
            )
            for number in range(PER_DAY):
                key = f"{day:02}-{number}"
                rows["raw.documents"].append(
                    {
                        "document_id": key, "source_code": "wire", "uri": f"{key}.txt", "media_type": "text/plain", "is_dump": False,
                        "content_sha256": key, "byte_count": 4, "char_count": 4, "collected_at": moment, "batch_id": f"b{day}",
                    }
                )  # fmt: skip
                rows["core.articles"].append(
                    {
                        "article_id": key, "text": "Kyiv", "title": "T", "is_title_in_text": False, "word_count": 1,
                        "language_code": "en", "published_date": moment.date(), "published_earliest": moment.date(),
                        "published_latest": moment.date(), "published_basis": "metadata", "published_score": 0.9,
                        "annotator_id": "a@1", "document_id": key,
                    }
                )  # fmt: skip
                span = {
                    "article_id": key,
                    "field": "text",
                    "start_char": 0,
                    "end_char": 4,
                    "surface": "Kyiv",
                    "score": 0.9,
                }
                rows["core.place_mentions"].append(
                    {**span, "place_id": "geonames:1", "role": "literal", "role_score": 0.9, "annotator_id": "p@1"}
                )
                rows["core.entity_mentions"].append(
                    {**span, "entity_type": "GPE", "local_name": "Kyiv", "annotator_id": "e@1"}
                )
                rows["core.article_topics"].append(
                    {"article_id": key, "topic_code": f"medtop:{number % 2}", "score": 0.9, "rank": 1, "is_implied": False,
                     "annotator_id": "t@1"}
                )  # fmt: skip
        topic = {"scheme": "iptc-mediatopic", "level": 1}
        rows["core.topics"] = [
            {**topic, "topic_code": f"medtop:{n}", "name": name} for n, name in enumerate(("sport", "war"))
        ]
        for name, table in rows.items():
            opened.append(name, CONTRACTS[name].from_rows(table))
        yield opened


def of_last_week(column="article_id"):
    return f"{column} < '07'"


REFUSALS = (
    "update ops.batches set rejected_count = 40, accepted_count = 60 where batch_id = 'b0'; "
    "insert into ops.rejected_records by name select 'b0' as batch_id, 'x.jsonl' as uri, 'line ' || range as position, "
    "'invalid_json' as reason_code, 'mend it' as detail, now() as rejected_at from range(40)"
)
DRIFTS = [
    (
        "raw.documents",
        "volume_as_before",
        "delete from raw.documents where document_id > '00-1' and document_id < '01'",
        "2",
    ),
    (
        "raw.documents",
        "volume_as_before",
        "insert into raw.documents by name select document.* replace (document_id || '-' || n.range as document_id) from raw.documents as document, range(5) as n where document_id < '01'",
        "60",
    ),
    ("raw.documents", "refused_as_before", REFUSALS, "40"),
    (
        "core.articles",
        "dated_as_before",
        f"update core.articles set published_date = null where {of_last_week()}",
        "1.0",
    ),
    (
        "core.articles",
        "languages_as_before",
        f"update core.articles set language_code = 'de' where {of_last_week()}",
        "de",
    ),
    (
        "core.article_topics",
        "topics_as_before",
        f"delete from core.article_topics where {of_last_week()} and topic_code = 'medtop:1'",
        "war",
    ),
    (
        "core.place_mentions",
        "resolved_as_before",
        f"update core.place_mentions set place_id = null where {of_last_week()}",
        "Kyiv",
    ),
    (
        "core.place_mentions",
        "scores_as_before",
        f"update core.place_mentions set score = 0.3 where {of_last_week()}",
        "Kyiv",
    ),
    (
        "core.entity_mentions",
        "scores_as_before",
        f"update core.entity_mentions set score = 0.3 where {of_last_week()}",
        "Kyiv",
    ),
]


@pytest.mark.parametrize(("table", "check"), sorted({(table, check) for table, check, *_ in DRIFTS}))
def test_nothing_is_said_while_things_go_on_as_they_did(session, table, check):
    assert is_warning(table, check)
    assert run_check(session, table, check).is_passed


@pytest.mark.parametrize(("table", "check", "drift", "shown"), DRIFTS)
def test_a_change_is_said_with_numbers_and_examples(session, table, check, drift, shown):
    for statement in drift.split("; "):
        session.run(statement)
    result = run_check(session, table, check)
    assert result.offending_count >= 1
    assert any(shown in str(value) for row in result.sample for value in row.values()), result.sample


def test_every_check_against_what_was_before_is_shown_to_fail():
    named = {name for name in list_sql("checks") if name.endswith("_as_before")}
    assert named == {f"{table.replace('.', '_')}__{check}" for table, check, *_ in DRIFTS}


def test_a_small_or_new_warehouse_is_not_judged(tmp_path):
    with Warehouse(tmp_path / "new.duckdb").writer() as empty:
        for table, check, *_ in DRIFTS:
            assert run_check(empty, table, check).is_passed, check
