"""Each check passes on good rows and fails on bad ones."""

from datetime import UTC, date, datetime

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import list_sql
from pipelines.warehouse import AuditError, Warehouse
from pipelines.warehouse.audit import audit_slice, commit_checks, run_checks

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
GOOD = {
    "raw.documents": {
        "document_id": "d", "source_code": "a", "uri": "a.txt", "media_type": "text/plain", "is_dump": True, "content_sha256": "x",
        "byte_count": 20, "char_count": 20, "collected_at": NOON, "batch_id": "b",
    },
    "raw.document_texts": {"document_id": "d", "part_index": 0, "start_char": 0, "text": "Kyiv in March is cold"[:20]},
    "core.article_occurrences": {
        "article_id": "a", "document_id": "d", "ordinal": 0, "start_char": 0, "end_char": 20, "boundary_score": 1.0,
        "boundary_basis": "document", "annotator_id": "s@1",
    },
    "core.articles": {
        "article_id": "a", "text": "Kyiv in March is col", "title": "Łódź!", "is_title_in_text": False, "word_count": 5,
        "published_date": date(2026, 3, 8), "published_earliest": date(2026, 3, 7), "published_latest": date(2026, 3, 9),
        "published_basis": "text", "published_score": 0.8, "annotator_id": "t@1",
    },
    "core.sentences": {
        "article_id": "a", "sentence_index": 0, "start_char": 0, "end_char": 20, "kind": "sentence", "annotator_id": "s@1",
    },
    "core.entity_mentions": {
        "article_id": "a", "field": "text", "start_char": 0, "end_char": 4, "surface": "Kyiv", "entity_type": "GPE",
        "local_name": "Kyiv", "entity_id": "e", "score": 0.9, "annotator_id": "n@1",
    },
    "core.entities": {
        "entity_id": "e", "canonical_name": "Kyiv", "entity_type": "GPE", "mention_count": 1, "article_count": 1,
    },
    "core.entity_aliases": {
        "entity_id": "e", "entity_type": "GPE", "alias": "Kyiv", "mention_count": 1, "score": 1.0, "basis": "exact",
    },
    "core.place_mentions": {
        "article_id": "a", "field": "text", "start_char": 0, "end_char": 4, "surface": "Kyiv", "place_id": "geonames:1",
        "latitude": 50.4, "longitude": 30.5, "country_code": "UA", "role": "literal", "role_score": 0.9, "score": 0.9,
        "annotator_id": "p@1",
    },
    "core.quotes": {
        "quote_id": "q", "article_id": "a", "start_char": 0, "end_char": 20, "content_start_char": 5, "content_end_char": 20,
        "content": "in March is col", "content_spans": "[[5,20]]", "cue": "in", "cue_start_char": 5, "cue_end_char": 7,
        "is_direct": False, "kind": "indirect", "speaker_surface": "Kyiv", "speaker_start_char": 0, "speaker_end_char": 4,
        "speaker_basis": "name", "speaker_field": "text", "speaker_mention_start_char": 0, "speaker_name": "Kyiv",
        "speaker_type": "GPE", "speaker_entity_id": "e", "score": 0.8, "annotator_id": "q@1",
    },
    "core.article_speakers": {"article_id": "a", "entity_id": "e", "quote_count": 1, "direct_quote_count": 0},
    "core.places": {
        "place_id": "geonames:1", "name": "Kyiv", "feature_class": "P", "feature_code": "PPLC", "latitude": 50.4,
        "longitude": 30.5, "h3_cell": "871e6c000ffffff",
    },
    "core.time_mentions": {
        "article_id": "a", "field": "text", "start_char": 8, "end_char": 13, "surface": "March", "timex_type": "DATE",
        "value": "2026-03", "score": 0.9, "annotator_id": "t@1",
    },
    "core.event_mentions": {
        "event_mention_id": "m", "article_id": "a", "field": "text", "start_char": 8, "end_char": 13, "surface": "March",
        "sentence_start_char": 0, "sentence_end_char": 20, "event_id": "v", "event_type": "PROTEST", "expression": "march",
        "day_basis": "none", "status": "asserted", "factuality_score": 3.0, "is_asserted": True, "score": 0.9, "annotator_id": "v@1",
    },
    "core.events": {
        "event_id": "v", "event_type": "PROTEST", "label": "March", "mention_count": 1, "article_count": 1, "source_count": 1,
        "asserted_count": 1, "claimed_by_count": 0, "denied_count": 0, "score": 0.9, "representative_mention_id": "m",
    },
    "core.claims": {
        "claim_id": "c", "article_id": "a", "field": "text", "start_char": 0, "end_char": 4, "surface": "Kyiv", "sentence_start_char": 0,
        "sentence_end_char": 20, "kind": "casualties", "predicate": "killed", "is_denied": False, "count_lowest": 2, "count_highest": 3,
        "day_basis": "none", "is_asserted": True, "score": 0.9, "annotator_id": "c@1",
    },
    "core.topics": {"topic_code": "medtop:1", "scheme": "iptc-mediatopic", "name": "x", "level": 1},
    "core.article_topics": {
        "article_id": "a", "topic_code": "medtop:1", "score": 0.9, "rank": 1, "is_implied": False, "annotator_id": "t@1",
    },
    "ops.files": {
        "uri": "a.jsonl", "byte_count": 1, "modified_ns": 1, "reading_key": "k", "state": "read", "batch_id": "b",
        "seen_count": 2, "accepted_count": 1, "rejected_count": 1,
    },
    "ops.rejected_records": {
        "batch_id": "b", "uri": "a.jsonl", "position": "line 2", "reason_code": "invalid_json", "detail": "x",
        "rejected_at": NOON,
    },
}  # fmt: skip

BAD = [
    ("core.entity_mentions", "surface_is_the_text", "update core.entity_mentions set surface = 'Kiev'"),
    ("core.entity_mentions", "surface_is_the_text", "update core.entity_mentions set start_char = 1"),
    ("core.entity_mentions", "surface_is_the_text", "update core.entity_mentions set field = 'title'"),
    ("core.entity_mentions", "surface_is_the_text", "delete from core.articles"),
    ("core.place_mentions", "surface_is_the_text", "update core.place_mentions set end_char = 5"),
    ("core.place_mentions", "resolved_places_are_whole", "update core.place_mentions set latitude = null"),
    ("core.place_mentions", "resolved_places_are_whole", "update core.place_mentions set longitude = 200"),
    ("core.place_mentions", "resolved_places_are_whole", "update core.place_mentions set role = 'maybe'"),
    ("core.quotes", "stand_in_the_text", "update core.quotes set end_char = 21"),
    ("core.quotes", "stand_in_the_text", "update core.quotes set start_char = 6"),
    ("core.quotes", "stand_in_the_text", "update core.quotes set cue = 'on'"),
    ("core.quotes", "stand_in_the_text", "update core.quotes set speaker_surface = 'Kiev'"),
    ("core.quotes", "stand_in_the_text", "update core.quotes set content = 'in May'"),
    ("core.quotes", "stand_in_the_text", "delete from core.articles"),
    ("core.quotes", "speakers_are_mentions", "update core.quotes set speaker_mention_start_char = 1"),
    ("core.quotes", "speakers_are_mentions", "update core.quotes set is_direct = true"),
    ("core.quotes", "speakers_are_mentions", "update core.quotes set kind = 'rumour'"),
    ("core.quotes", "speakers_are_mentions", "update core.quotes set score = 1.5"),
    ("core.article_speakers", "entities_exist", "delete from core.entities"),
    ("core.article_speakers", "entities_exist", "update core.article_speakers set direct_quote_count = 2"),
    ("core.event_mentions", "surface_is_the_text", "update core.event_mentions set surface = 'march'"),
    ("core.event_mentions", "surface_is_the_text", "update core.event_mentions set sentence_end_char = 12"),
    ("core.event_mentions", "status_fits", "update core.event_mentions set is_asserted = false"),
    ("core.event_mentions", "status_fits", "update core.event_mentions set status = 'maybe', is_asserted = false"),
    ("core.event_mentions", "status_fits", "update core.event_mentions set score = 1.5"),
    ("core.events", "every_event_is_told", "update core.event_mentions set event_id = null"),
    ("core.events", "every_event_is_told", "delete from core.events"),
    ("core.claims", "surface_is_the_text", "update core.claims set start_char = 1"),
    ("core.claims", "numbers_are_ordered", "update core.claims set count_highest = 1"),
    ("core.claims", "numbers_are_ordered", "update core.claims set kind = 'control'"),
    ("core.claims", "numbers_are_ordered", "update core.claims set count_lowest = null"),
    ("core.time_mentions", "surface_is_the_text", "update core.time_mentions set surface = 'march'"),
    ("core.sentences", "inside_the_text", "update core.sentences set end_char = 21"),
    ("core.sentences", "inside_the_text", "update core.sentences set end_char = 0"),
    (
        "core.sentences",
        "inside_the_text",
        "insert into core.sentences by name select * replace (1 as sentence_index) from core.sentences",
    ),
    ("core.article_occurrences", "inside_the_document", "update core.article_occurrences set end_char = 21"),
    ("core.article_occurrences", "inside_the_document", "delete from raw.documents"),
    ("core.articles", "every_occurrence_has_one", "delete from core.articles"),
    ("core.articles", "dates_are_ordered", "update core.articles set published_basis = 'none'"),
    ("core.articles", "dates_are_ordered", "update core.articles set published_date = '2026-03-10'"),
    ("core.articles", "not_after_collection", "update raw.documents set collected_at = '2026-03-01 00:00:00Z'"),
    ("core.places", "every_mention_has_one", "delete from core.places"),
    ("core.entity_aliases", "every_mention_has_an_entity", "update core.entity_mentions set entity_id = null"),
    ("core.entity_aliases", "every_mention_has_an_entity", "delete from core.entities"),
    ("core.article_topics", "topics_exist", "delete from core.topics"),
    ("raw.documents", "nothing_is_lost", "update ops.files set accepted_count = 2"),
    ("raw.documents", "nothing_is_lost", "delete from ops.rejected_records"),
    ("raw.documents", "has_its_text", "delete from raw.document_texts"),
    ("raw.document_texts", "tile_the_document", "update raw.document_texts set start_char = 1"),
    ("core.places", "contract", "insert into core.places select * from core.places"),
    ("core.places", "contract", "alter table core.places drop column population"),
    ("core.places", "contract", "alter table core.places add column colour varchar"),
    (
        "core.places",
        "contract",
        "alter table core.places alter column name drop not null; update core.places set name = null",
    ),
]


@pytest.fixture
def session(tmp_path):
    with Warehouse(tmp_path / "w.duckdb").writer() as opened:
        for name, row in GOOD.items():
            opened.append(name, CONTRACTS[name].from_rows([row]))
        yield opened


def failed(session, table_name):
    return {check.name for check in run_checks(session, table_name) if not check.is_passed}


def test_good_rows_pass_every_check(session):
    assert {name: failed(session, name) for name in CONTRACTS} == {name: set() for name in CONTRACTS}


@pytest.mark.parametrize(("table_name", "check", "damage"), BAD)
def test_bad_rows_fail_the_check_that_watches_them(session, table_name, check, damage):
    for statement in damage.split("; "):
        session.run(statement)
    assert check in failed(session, table_name)


def test_every_check_file_is_shown_to_fail_and_belongs_to_a_table():
    shown = {f"{table.replace('.', '_')}__{check}" for table, check, _ in BAD if check != "contract"}
    trailing = {name for name in list_sql("checks") if name.endswith("_as_before")}  # test_trailing_checks.py
    assert shown == set(list_sql("checks")) - trailing


@pytest.mark.parametrize(
    ("table_name", "check", "damage"),
    [bad for bad in BAD if bad[1] != "contract" and bad[1] in commit_checks(bad[0])],
)
def test_a_commit_of_bad_rows_is_refused_with_the_check_and_the_first_row(session, table_name, check, damage):
    unit_column = next(c for c in ("article_id", "document_id") if c in CONTRACTS[table_name].column_names)
    units = session.query(f"select distinct {unit_column} as unit_id from {table_name}")
    audit_slice(session, table_name, unit_column, units)
    session.run(damage)
    with pytest.raises(AuditError, match=rf"{table_name}: \d+ rows break `{check}`.*First"):
        audit_slice(session, table_name, unit_column, units)
