"""The articles of a batch as linking sees them: of the entities, only those that a pack has something under a name for."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.enrich.linking.candidates import known_names
from pipelines.enrich.linking.context import Article, ArticleRow, MentionRow, PlaceRow, geonames_number, read_article
from pipelines.knowledge.base import KnowledgeBase
from pipelines.worker import Tables

_MENTION = ["article_id", "field", "start_char", "end_char", "entity_type", "local_name", "entity_id"]
_PLACE = ["article_id", "field", "start_char", "end_char", "place_id", "country_code", "resolution_basis", "role"]
_SPAN = _PLACE[:4]
_ARTICLE = ["article_id", "title", "text", "published_date", "published_earliest", "published_latest"]
WIDEST_INTERVAL = timedelta(days=2 * 366)
"""An undated article is of the middle of its interval: in two years few offices change hands, in more it would say nothing."""


def articles_of(batch: Tables, packs: Sequence[KnowledgeBase]) -> Iterator[Article]:
    """Yield what linking sees of each article of a batch.

    Args:
        batch: What `EntityLinker.work` gets.
        packs: Those that are asked. An entity of which they have neither a name nor the place that it resolves to is left
            out before anything is read of it.
    """
    entities = batch["core.entities"]
    ids, names = entities.column("entity_id").to_pylist(), entities.column("canonical_name").to_pylist()
    canonical = dict(zip(ids, names, strict=True))
    mentions, places = batch["core.entity_mentions"].select(_MENTION), batch["core.place_mentions"].select(_PLACE)
    wanted = _named(mentions, canonical, packs) | _placed(mentions, places, packs).intersection(canonical)
    mentions = mentions.filter(pc.is_in(mentions.column("entity_id"), value_set=pa.array(sorted(wanted), pa.string())))
    mentions_of = {
        article_id: [MentionRow._make((*row, canonical[row[-1]])) for row in rows]
        for article_id, rows in _by_article(mentions).items()
    }
    places_of = _by_article(places)
    for article_id, title, text, *days in zip(*_columns(batch["core.articles"].select(_ARTICLE)), strict=True):
        article = ArticleRow(article_id, title, text, day_of(*days))
        found = [PlaceRow(*place) for place in places_of.get(article.article_id, ())]
        yield read_article(article, mentions_of.get(article.article_id, ()), found)


def day_of(published: date | None, earliest: date | None, latest: date | None) -> date | None:
    """Return the day by which offices are weighed: when an article was published, or the middle of the interval that it is of."""
    if published or earliest is None or latest is None or latest - earliest > WIDEST_INTERVAL:
        return published
    return earliest + (latest - earliest) // 2


def _named(mentions: pa.Table, canonical: dict[str, str], packs: Sequence[KnowledgeBase]) -> set[str]:
    """Return the entities of mentions that a pack has a name of."""
    found = mentions.group_by(["entity_id", "entity_type", "local_name"]).aggregate([])
    rows = [row for row in zip(*_columns(found), strict=True) if row[0] in canonical]
    asked = {(name, entity_type) for entity_id, entity_type, local in rows for name in (local, canonical[entity_id])}
    known = known_names(asked, packs)
    return {
        entity_id
        for entity_id, entity_type, local in rows
        if (local, entity_type) in known or (canonical[entity_id], entity_type) in known
    }


def _placed(mentions: pa.Table, places: pa.Table, packs: Sequence[KnowledgeBase]) -> set[str]:
    """Return the entities of mentions that resolve to a place that a pack has."""
    ids = places.column("place_id").unique().drop_null().to_pylist()
    known = [place_id for place_id in ids if any(pack.rows_of_place(geonames_number(place_id)) for pack in packs)]
    there = places.filter(pc.is_in(places.column("place_id"), value_set=pa.array(known, pa.string()))).select(_SPAN)
    found = mentions.join(there, _SPAN, join_type="left semi")
    return set(found.column("entity_id").drop_null().to_pylist())


def _columns(table: pa.Table) -> list[list[Any]]:
    return [column.to_pylist() for column in table.columns]


def _by_article(table: pa.Table) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of a table without their first column, the article, by article and in their order."""
    article_ids, *others = _columns(table)
    grouped: dict[str, list[tuple[Any, ...]]] = {}
    for article_id, row in zip(article_ids, zip(*others, strict=True), strict=True):
        grouped.setdefault(article_id, []).append(row)
    return grouped
