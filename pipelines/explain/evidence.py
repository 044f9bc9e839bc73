"""What a row rests on that stands in other tables: one statement of `sql/explain/` per table, a line of text per row."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Session

EVIDENCE = {
    "core.articles": ("date_of_article", ("article_id",)),
    "core.article_topics": ("topic_of_article", ("article_id", "topic_code")),
    "core.article_places": ("place_of_article", ("article_id", "place_id")),
    "core.place_mentions": ("mention_of_place", ("article_id", "start_char", "end_char")),
    "core.entity_mentions": ("mention_of_entity", ("entity_type", "local_name")),
    "core.time_mentions": ("time_of_article", ("article_id",)),
    "core.article_occurrences": ("cut_in_document", ("document_id", "start_char")),
    "core.stories": ("articles_of_story", ("story_id",)),
    "core.duplicates": ("words_of_copy", ("article_id", "canonical_article_id")),
}
"""The statement that finds a table's evidence, and the columns of the row that it asks for."""


def evidence_for(session: Session, table_name: str, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a row rests on, a line each; nothing for a table that keeps no evidence elsewhere."""
    if table_name not in EVIDENCE:
        return
    statement, columns = EVIDENCE[table_name]
    values = {name: row[name] for name in columns}
    if any(value is None for value in values.values()):
        return
    found = session.query(load_sql("explain", statement).statement, values)
    yield from (" ".join(str(line).split()) for line in found.column(0).to_pylist() if line)
