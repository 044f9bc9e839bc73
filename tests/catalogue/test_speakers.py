"""Speakers of quotes as canonical entities: written when entities are found, written again when they change."""

import pyarrow as pa
import pytest

from pipelines.catalogue.speakers import speakers
from pipelines.contracts import CONTRACTS
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse

MENTION = {
    "article_id": "a", "field": "text", "start_char": 0, "end_char": 4, "surface": "Kyiv", "entity_type": "GPE",
    "local_name": "Kyiv", "entity_id": "e", "score": 0.9, "annotator_id": "n@1",
}  # fmt: skip
QUOTE = {
    "quote_id": "q", "article_id": "a", "start_char": 0, "end_char": 20, "content_start_char": 5, "content_end_char": 20,
    "content": "in March is col", "content_spans": "[[5,20]]", "is_direct": False, "kind": "indirect", "speaker_surface": "Kyiv",
    "speaker_start_char": 0, "speaker_end_char": 4, "speaker_basis": "name", "speaker_field": "text",
    "speaker_mention_start_char": 0, "speaker_name": "Kyiv", "speaker_type": "GPE", "score": 0.8, "annotator_id": "q@1",
}  # fmt: skip
ARTICLE = {
    "article_id": "a", "text": "Kyiv in March is col", "is_title_in_text": False, "word_count": 5, "published_basis": "none",
    "annotator_id": "t@1",
}  # fmt: skip


@pytest.fixture
def warehouse(tmp_path):
    made = Warehouse(tmp_path / "w.duckdb")
    rows = {
        "core.articles": [ARTICLE, ARTICLE | {"article_id": "b"}],
        "core.entity_mentions": [MENTION, MENTION | {"article_id": "b"}],
        "core.quotes": [
            QUOTE,
            QUOTE | {"quote_id": "p", "is_direct": True},
            QUOTE | {"quote_id": "r", "article_id": "b"},
        ],
    }
    with made.writer() as session:
        for name, part in rows.items():
            session.append(name, CONTRACTS[name].from_rows(part))
    return made


def rows(warehouse, sql):
    with warehouse.writer() as session:
        return session.query(sql).to_pylist()


def of(warehouse):
    return {row["quote_id"]: row["speaker_entity_id"] for row in rows(warehouse, "select * from core.quotes")}


def test_each_speaker_is_the_entity_of_its_mention(warehouse):
    assert speakers(warehouse, Settings(), None)["quotes_linked"] == 3
    assert of(warehouse) == {"q": "e", "p": "e", "r": "e"}
    assert rows(warehouse, "from core.article_speakers order by article_id") == [
        {"article_id": "a", "entity_id": "e", "quote_count": 2, "direct_quote_count": 1},
        {"article_id": "b", "entity_id": "e", "quote_count": 1, "direct_quote_count": 0},
    ]


def test_only_what_changed_is_written_again(warehouse):
    speakers(warehouse, Settings(), None)
    with warehouse.writer() as session:
        session.run("update core.entity_mentions set entity_id = 'other'")
    changed = pa.table({"unit_id": ["b"]})
    assert speakers(warehouse, Settings(), changed)["quotes_linked"] == 1
    assert of(warehouse) == {"q": "e", "p": "e", "r": "other"}
    assert speakers(warehouse, Settings(), changed)["quotes_linked"] == 0


def test_a_speaker_that_is_no_longer_known_is_taken_out(warehouse):
    speakers(warehouse, Settings(), None)
    with warehouse.writer() as session:
        session.run(
            "update core.quotes set speaker_field = null, speaker_mention_start_char = null where article_id = 'a'"
        )
    speakers(warehouse, Settings(), pa.table({"unit_id": ["a"]}))
    assert of(warehouse) == {"q": None, "p": None, "r": "e"}
    assert [row["article_id"] for row in rows(warehouse, "from core.article_speakers")] == ["b"]


def test_tables_that_follow_are_told_which_articles_changed(warehouse):
    speakers(warehouse, Settings(), None)
    logged = rows(warehouse, "select distinct unit_id from ops.changes where table_name = 'core.article_speakers'")
    assert sorted(row["unit_id"] for row in logged) == ["a", "b"]
