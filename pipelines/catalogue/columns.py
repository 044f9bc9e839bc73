"""Which columns a column is made from: what follows from contracts and catalogue, and what `MADE_FROM` states.

A column that names something (an id, a code, a day, a name) comes from the column of the same name in the tables that its
table reads; a span of a text comes from the text. Scores, ranks and who wrote a row come from no column: they are the maker's own.
"""

from collections.abc import Iterator, Mapping

from pipelines.catalogue.entries import Catalogue, Entry
from pipelines.contracts import CONTRACTS

Column = tuple[str, str]
"""A table and a column of it."""

OWN = "annotator_id"
"""Who wrote a row is named by the table itself."""
NAMING = ("_id", "_code", "_date", "_name", "_cell", "latitude", "longitude", "ordinal", "_type")
"""Endings of columns that say what a row is about, and are carried from table to table as they are."""
SPAN = frozenset({"start_char", "end_char", "surface", "field"})
TEXTS: tuple[Column, ...] = (("core.articles", "text"), ("core.articles", "title"))

_NAMED_BY_DAY: tuple[Column, ...] = (
    *(("marts.daily_entities", "entity_id"), ("marts.daily_places", "place_id")),
    ("marts.daily_topics", "topic_code"),
)
MADE_FROM: Mapping[Column, tuple[Column, ...]] = {
    ("core.article_occurrences", "start_char"): (("raw.document_texts", "text"),),
    ("core.article_occurrences", "end_char"): (("raw.document_texts", "text"),),
    ("core.article_occurrences", "article_id"): (("raw.document_texts", "text"),),
    ("core.articles", "article_id"): (("core.article_occurrences", "article_id"),),
    ("core.articles", "text"): (
        *(("raw.document_texts", "text"), ("core.article_occurrences", "start_char")),
        ("core.article_occurrences", "end_char"),
    ),
    ("core.articles", "title"): (("raw.documents", "title"), ("core.article_occurrences", "title_start_char")),
    ("core.articles", "deck"): (("core.article_occurrences", "deck_start_char"),),
    ("core.articles", "word_count"): (("raw.document_texts", "text"),),
    ("core.articles", "language_code"): (("raw.documents", "language_code"), ("raw.document_texts", "text")),
    ("core.articles", "published_date"): (
        *(("raw.documents", "published_at"), ("raw.documents", "published_on"), ("raw.document_texts", "text")),
    ),
    ("core.date_evidence", "surface"): (("raw.document_texts", "text"), ("raw.documents", "published_stated")),
    ("core.time_mentions", "value"): (("core.articles", "text"), ("core.articles", "published_date")),
    ("core.entities", "canonical_name"): (("core.entity_mentions", "local_name"),),
    ("core.entities", "mention_count"): (("core.entity_mentions", "article_id"),),
    ("core.entities", "article_count"): (("core.entity_mentions", "article_id"),),
    ("core.entity_aliases", "alias"): (("core.entity_mentions", "local_name"),),
    ("core.article_keyphrases", "keyphrase"): TEXTS,
    ("core.article_places", "mention_count"): (("core.place_mentions", "place_id"),),
    ("core.article_places", "literal_count"): (("core.place_mentions", "role"),),
    ("core.place_mentions", "place_id"): (("core.entity_mentions", "surface"), ("core.articles", "text")),
    ("core.place_mentions", "role"): (("core.entity_mentions", "literal_score"), ("core.articles", "text")),
    **{("core.places", column): () for column in ("latitude", "longitude", "country_code")},
    ("core.stories", "article_count"): (("core.articles", "article_id"),),
    ("marts.daily_topics", "topic_name"): (("core.topics", "name"),),
    ("marts.daily_topics", "article_count"): (("core.article_topics", "article_id"),),
    ("marts.daily_topics", "mean_score"): (("core.article_topics", "score"),),
    ("marts.daily_places", "place_name"): (("core.places", "name"),),
    ("marts.daily_places", "article_count"): (("core.article_places", "article_id"),),
    ("marts.daily_places", "mention_count"): (("core.article_places", "mention_count"),),
    ("marts.daily_places", "literal_count"): (("core.article_places", "literal_count"),),
    ("marts.daily_places", "focus_count"): (("core.article_places", "is_focus"),),
    ("marts.daily_entities", "article_count"): (("core.entity_mentions", "article_id"),),
    ("marts.daily_entities", "mention_count"): (("core.entity_mentions", "article_id"),),
    ("marts.place_cells", "article_count"): (("core.article_places", "article_id"),),
    ("marts.place_cells", "place_count"): (("core.article_places", "place_id"),),
    ("marts.place_cells", "mention_count"): (("core.article_places", "mention_count"),),
    ("marts.place_cells", "literal_count"): (("core.article_places", "literal_count"),),
    ("marts.source_volume", "article_count"): (("core.article_occurrences", "article_id"),),
    ("marts.source_volume", "word_count"): (("core.articles", "word_count"),),
    ("marts.trending_entities", "article_count"): (("marts.daily_entities", "article_count"),),
    ("marts.trending_places", "article_count"): (("marts.daily_places", "article_count"),),
    ("marts.trending_topics", "article_count"): (("marts.daily_topics", "article_count"),),
    **{("marts.bursts", column): _NAMED_BY_DAY for column in ("kind", "item_id")},
    ("marts.bursts", "item_name"): (
        *(("marts.daily_entities", "canonical_name"), ("marts.daily_places", "place_name")),
        ("marts.daily_topics", "topic_name"),
    ),
    ("marts.place_cell_levels", "h3_resolution"): (("core.places", "h3_cell"),),
    ("marts.place_cell_levels", "parent_h3_cell"): (("core.places", "h3_cell"),),
    ("marts.source_spellings", "surface"): (("core.place_mentions", "surface"),),
}
"""What the names do not say; nothing for what a gazetteer tells. Tables of extensions have what their names say."""


def columns_made_from(catalogue: Catalogue, table_name: str) -> dict[str, tuple[Column, ...]]:
    """Return, for each column of a table that is made from others, the columns that it is made from.

    Args:
        catalogue: Every entry.
        table_name: A table of the catalogue.
    """
    entry = catalogue[table_name]
    found = {column: tuple(_sources(entry, table_name, column)) for column in CONTRACTS[table_name].column_names}
    return {column: sources for column, sources in found.items() if sources}


def _sources(entry: Entry, table_name: str, column: str) -> Iterator[Column]:
    stated = MADE_FROM.get((table_name, column))
    if stated is not None:
        yield from stated
    elif column in SPAN and "field" in CONTRACTS[table_name].column_names and "core.articles" in entry.reads:
        yield from TEXTS
    elif column.endswith(NAMING) and column != OWN:
        for name in entry.reads:
            same = next((c for c in CONTRACTS[name].columns if c.name == column), None)
            if same and same.owner not in entry.tables:  # what this entry fills there comes from here, not to here
                yield name, column
