"""An empty warehouse, and a small one whose every fact can be counted by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest

from pipelines.catalogue import CATALOGUE, Mart
from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import list_sql, load_sql
from pipelines.warehouse.schema import VIEW_FOLDERS


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        make_tables(connection)
        yield connection


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse that tests only read."""
    with duckdb.connect() as connection:
        make_tables(connection)
        yield connection


def make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("set timezone = 'UTC'")
    for contract in CONTRACTS.values():
        columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in contract.columns)
        connection.execute(f"create schema if not exists {contract.schema_name}")
        connection.execute(f"create table {contract.qualified_name} ({columns})")
    for schema_name, folder in VIEW_FOLDERS.items():
        for name in list_sql(folder):
            connection.execute(f"create view {schema_name}.{name} as {load_sql(folder, name).statement}")


SOURCES = {"d1": "wire", "d2": "post", "d3": "herald", "d4": "wire", "d5": "post", "d6": "wire", "d7": "wire"}
ARTICLES: dict[str, tuple[str, date | None, str, str]] = {
    # id: title, day, how it is known, text
    "a1": ("Shells fall near Kupyansk", date(2026, 3, 9), "metadata", "Kupyansk was shelled. Ada Grossi speaks on Thursday."),
    "a2": ("Kupiansk counts its dead", date(2026, 3, 10), "dateline", "Kupiansk buried two. Kharkiv sent help."),
    "a3": ("Shells fall near Kupyansk", date(2026, 3, 10), "text", "Kupyansk was shelled, Ada Grossi speaks on Thursday."),
    "a4": ("Moscow warns", date(2026, 3, 16), "metadata", "Moscow warned. Moscow waited. Boris Venn agreed with Moscow."),
    "a5": ("No day", None, "none", "Lower Tansk is quiet."),
    "a6": ("Islands flooded", date(2026, 3, 12), "metadata", "Suva and Taveuni were flooded, Grossi wrote."),
    "a7": ("Islands under water", date(2026, 3, 13), "metadata", "Suva and Taveuni are flooded, Grossi wrote again."),
}  # fmt: skip
PLACES: dict[str, tuple[str, str, str | None, float, float, str]] = {
    # id: name, class, country, latitude, longitude, H3 cell
    "kup": ("Kupiansk", "P", "UA", 49.71, 37.61, "872d1a2d1ffffff"),
    "kha": ("Kharkiv", "P", "UA", 49.99, 36.23, "872d1a8c4ffffff"),
    "mos": ("Moscow", "P", "RU", 55.75, 37.62, "8711aa6aeffffff"),
    "ukr": ("Ukraine", "A", "UA", 49.0, 32.0, "871e6ac51ffffff"),
    "suv": ("Suva", "P", "FJ", -18.14, 178.44, "879b5a9a9ffffff"),
    "tav": ("Taveuni", "T", "FJ", -16.85, -179.97, "879b40a4dffffff"),
}
PLACE_MENTIONS = [
    # article, start, surface, place, role, basis, score
    ("a1", 0, "Kupyansk", "kup", "literal", "gazetteer", 0.9),
    ("a2", 0, "Kupiansk", "kup", "literal", "gazetteer", 0.9),
    ("a2", 21, "Kharkiv", "kha", "literal", "gazetteer", 0.8),
    ("a3", 0, "Kupyansk", "kup", "literal", "gazetteer", 0.9),
    ("a4", 0, "Moscow", "mos", "associative", "gazetteer", 0.7),
    ("a4", 15, "Moscow", "mos", "associative", "gazetteer", 0.7),
    ("a4", 54, "Moscow", "mos", "associative", "gazetteer", 0.3),
    ("a5", 0, "Lower Tansk", "ukr", "literal", "container", 0.2),
    ("a6", 0, "Suva", "suv", "literal", "gazetteer", 0.9),
    ("a6", 9, "Taveuni", "tav", "literal", "gazetteer", 0.9),
    ("a7", 0, "Suva", "suv", "literal", "gazetteer", 0.9),
    ("a7", 9, "Taveuni", "tav", "literal", "gazetteer", 0.9),
]
ARTICLE_PLACES = [
    # article, place, mentions, of these literal, is it about the place
    ("a1", "kup", 1, 1, True),
    ("a2", "kup", 1, 1, True),
    ("a2", "kha", 1, 1, False),
    ("a3", "kup", 1, 1, True),
    ("a4", "mos", 3, 0, True),
    ("a6", "suv", 1, 1, True),
    ("a6", "tav", 1, 1, False),
    ("a7", "suv", 1, 1, True),
    ("a7", "tav", 1, 1, False),
]
ENTITIES = {"gro": ("Ada Grossi", "PERSON"), "ven": ("Boris Venn", "PERSON"), "kupe": ("Kupiansk", "GPE")}
ENTITY_MENTIONS = [
    # article, start, surface, entity, score
    ("a1", 22, "Ada Grossi", "gro", 0.9),
    ("a1", 0, "Kupyansk", "kupe", 0.9),
    ("a2", 0, "Kupiansk", "kupe", 0.9),
    ("a3", 22, "Ada Grossi", "gro", 0.9),
    ("a3", 0, "Kupyansk", "kupe", 0.9),
    ("a4", 31, "Boris Venn", "ven", 0.4),
    ("a6", 31, "Grossi", "gro", 0.8),
    ("a7", 30, "Grossi", "gro", 0.8),
]
TOPICS = {"t:war": ("conflict", 1), "t:pol": ("politics", 1), "t:flood": ("flood", 2)}
ARTICLE_TOPICS = [("a1", "t:war"), ("a2", "t:war"), ("a3", "t:war"), ("a4", "t:pol"), ("a6", "t:flood")]
STORIES = {"s1": ("Shells fall near Kupyansk", ("a1", "a2", "a3")), "s2": ("Islands flooded", ("a6", "a7"))}
MOMENT = datetime(2026, 3, 20, tzinfo=UTC)


def insert(connection: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, Any]]) -> None:
    """Put rows into a table; what they leave out is NULL."""
    for row in rows:
        columns = ", ".join(f'"{column}"' for column in row)
        connection.execute(f"insert into {name} ({columns}) values ({', '.join(f'${column}' for column in row)})", row)


@pytest.fixture(scope="module")
def world() -> Iterator[duckdb.DuckDBPyConnection]:
    """Seven articles of three sources: one copy, one revision, one without a day, two across the date line; only read."""
    with duckdb.connect() as connection:
        make_tables(connection)
        insert_articles(connection)
        insert_facts(connection)
        insert_records(connection)
        for entry in CATALOGUE.entries:
            if isinstance(entry, Mart):
                statement = load_sql("marts", entry.name.partition(".")[2]).statement
                connection.execute(f"insert into {entry.name} by name {statement}")
        yield connection


def insert_articles(connection: duckdb.DuckDBPyConnection) -> None:
    story_of = {article: story for story, (_, members) in STORIES.items() for article in members}
    for number, (article_id, (title, day, basis, text)) in enumerate(ARTICLES.items(), start=1):
        document = {"document_id": f"d{number}", "source_code": SOURCES[f"d{number}"], "uri": f"{article_id}.txt"}
        stated = {"published_stated": "03/04/2026", "position": "line 2"} if article_id == "a5" else {}
        insert(connection, "raw.documents", [document | stated | {"is_current": True, "is_dump": False}])
        dates = {"published_date": day, "published_earliest": day, "published_latest": day, "published_basis": basis}
        score = None if day is None else 0.9
        row = {"article_id": article_id, "title": title, "text": text, "document_id": f"d{number}", **dates}
        more = {"published_score": score, "story_id": story_of.get(article_id), "is_current": True, "word_count": 8}
        insert(connection, "core.articles", [row | more])
        held = {"article_id": article_id, "document_id": f"d{number}", "ordinal": 0}
        insert(connection, "core.article_occurrences", [held | {"boundary_score": 1.0, "boundary_basis": "document"}])
    copies = [("a3", "a1", "copy", 0.95, 1, 2, False), ("a7", "a6", "revision", 0.8, 3, 2, True)]
    names = ("article_id", "canonical_article_id", "kind", "similarity_score")
    counts = ("added_word_count", "removed_word_count", "is_title_changed")
    insert(connection, "core.duplicates", [dict(zip((*names, *counts), row, strict=True)) for row in copies])
    insert(
        connection,
        "core.stories",
        [
            {
                "story_id": story_id,
                "label": label,
                "first_published_date": min(ARTICLES[member][1] for member in members),
                "last_published_date": max(ARTICLES[member][1] for member in members),
                "article_count": sum(member not in ("a3", "a7") for member in members),
                "copy_count": sum(member in ("a3", "a7") for member in members),
                "source_count": len({SOURCES[f"d{member[1]}"] for member in members}),
            }
            for story_id, (label, members) in STORIES.items()
        ],
    )


def insert_facts(connection: duckdb.DuckDBPyConnection) -> None:
    for place_id, (name, feature_class, country, latitude, longitude, cell) in PLACES.items():
        where = {"latitude": latitude, "longitude": longitude, "h3_cell": cell, "country_code": country}
        insert(
            connection, "core.places", [{"place_id": place_id, "name": name, "feature_class": feature_class, **where}]
        )
    for article_id, start, surface, place_id, role, basis, score in PLACE_MENTIONS:
        span = {"article_id": article_id, "field": "text", "start_char": start, "end_char": start + len(surface)}
        read = {"surface": surface, "place_id": place_id, "role": role, "resolution_basis": basis, "score": score}
        insert(connection, "core.place_mentions", [span | read])
    columns = ("article_id", "place_id", "mention_count", "literal_count", "is_focus")
    insert(connection, "core.article_places", [dict(zip(columns, row, strict=True)) for row in ARTICLE_PLACES])
    for entity_id, (name, kind) in ENTITIES.items():
        insert(connection, "core.entities", [{"entity_id": entity_id, "canonical_name": name, "entity_type": kind}])
    for article_id, start, surface, entity_id, score in ENTITY_MENTIONS:
        span = {"article_id": article_id, "field": "text", "start_char": start, "end_char": start + len(surface)}
        read = {"surface": surface, "entity_type": ENTITIES[entity_id][1], "local_name": surface, "score": score}
        insert(connection, "core.entity_mentions", [span | read | {"entity_id": entity_id}])
    aliases = [
        ("gro", "PERSON", "Ada Grossi", 2, 1.0, "exact", 2),
        ("gro", "PERSON", "Grossi", 2, 0.7, "surname", 2),
        ("ven", "PERSON", "Boris Venn", 1, 1.0, "exact", 1),
        ("kupe", "GPE", "Kupyansk", 2, 0.9, "transliteration", 2),
    ]
    columns = ("entity_id", "entity_type", "alias", "mention_count", "score", "basis", "article_count")
    insert(connection, "core.entity_aliases", [dict(zip(columns, row, strict=True)) for row in aliases])
    for code, (name, level) in TOPICS.items():
        insert(connection, "core.topics", [{"topic_code": code, "name": name, "level": level}])
    insert(
        connection,
        "core.article_topics",
        [
            {"article_id": article_id, "topic_code": code, "score": 0.9, "rank": 1, "is_implied": False}
            for article_id, code in ARTICLE_TOPICS
        ],
    )
    thursday = {"field": "text", "surface": "Thursday", "timex_type": "DATE", "value": "2026-03-12", "score": 0.45}
    days = {"earliest": date(2026, 3, 12), "latest": date(2026, 3, 12)}
    insert(
        connection,
        "core.time_mentions",
        [
            {"article_id": article_id, "start_char": 43, "end_char": 51, **thursday, **days}
            for article_id in ("a1", "a3")
        ],
    )
    evidence = {"article_id": "a2", "kind": "dateline", "start_char": 0, "end_char": 8, "surface": "Kupiansk"}
    day = {"earliest": date(2026, 3, 10), "latest": date(2026, 3, 10), "weight": 0.8}
    insert(connection, "core.date_evidence", [evidence | day])


def insert_records(connection: duckdb.DuckDBPyConnection) -> None:
    paired = [
        (article_id, entity_id) for article_id, _, _, entity_id, _ in ENTITY_MENTIONS if article_id not in ("a3", "a7")
    ]
    insert(
        connection,
        "ops.paired_entities",
        [dict(zip(("article_id", "entity_id"), pair, strict=True)) for pair in paired],
    )
    connection.execute(
        "insert into ops.paired_counts by name select entity_id, count(*) as article_count, count(*) filter (where is_first) as first_count "
        "from (select entity_id, entity_id = min(entity_id) over (partition by article_id) as is_first from ops.paired_entities) "
        "group by entity_id"
    )
    pair = {"entity_id": "gro", "other_entity_id": "kupe", "article_count": 2}
    insert(connection, "marts.entity_pair_counts", [pair])
    refusals = [("x.csv", "line 3", True), ("x.csv", "line 2", True), ("y.csv", "", False)]
    insert(
        connection,
        "ops.rejected_records",
        [
            {
                "uri": uri,
                "position": position,
                "reason_code": "invalid_json",
                "detail": f"mend {position}",
                "rejected_at": MOMENT,
                "is_current": is_current,
            }
            for uri, position, is_current in refusals
        ],
    )
    failed = {"table_name": "core.sentences", "unit_id": "a5", "reason_code": "ValueError", "detail": "too odd"}
    insert(connection, "ops.failed_units", [failed | {"failed_at": MOMENT}])
    insert(connection, "ops.annotators", [{"annotator_id": "r@1+0", "name": "r", "version": "1"}])
    insert(
        connection,
        "ops.annotations",
        [
            {"table_name": "core.sentences", "unit_id": unit, "annotator_id": "r@1+0", "input_key": ""}
            for unit in ("a1", "a2")
        ],
    )
