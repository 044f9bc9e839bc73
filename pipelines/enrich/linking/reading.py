"""The articles of a batch as linking sees them: of the entities, only those that a pack has something under a name for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.enrich.linking.context import Article, Mentioned
from pipelines.enrich.linking.finding import known_names
from pipelines.enrich.linking.words import shares_of, small_letters
from pipelines.knowledge.base import KnowledgeBase
from pipelines.worker import Tables

READ_AT_ONCE = 512
"""Articles whose words are counted together."""
_MENTION = ["article_id", "field", "start_char", "end_char", "entity_type", "local_name", "entity_id"]
_PLACE = ["article_id", "field", "start_char", "end_char", "place_id", "country_code", "resolution_basis", "role"]
_SPAN = _PLACE[:4]
_ARTICLE = ["article_id", "title", "text", "published_date", "published_earliest", "published_latest"]
COLUMNS = {"core.articles": _ARTICLE, "core.entity_mentions": _MENTION, "core.place_mentions": _PLACE}
"""What is read of each table; of `core.entities` the id and the canonical name are."""
WIDEST_INTERVAL = timedelta(days=2 * 366)
"""An undated article is of the middle of its interval: in two years few offices change hands, in more it would say nothing."""


class Place(NamedTuple):
    """What is read of a row of `core.place_mentions`."""

    end: int
    place_id: str | None
    country_code: str | None
    resolution_basis: str
    role: str


Places = Mapping[tuple[str, int], Place]
"""The places of an article, by field and start."""
_NO_PLACES: Places = {}


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
    places_of = _places_of(places)
    mentioned_of = _mentioned_of(mentions, canonical, places_of)
    articles = batch["core.articles"].select(_ARTICLE)
    for start in range(0, articles.num_rows, READ_AT_ONCE):
        article_ids, titles, texts, *days = _columns(articles.slice(start, READ_AT_ONCE))
        letters = [small_letters(text) for text in texts]
        shares = shares_of(letters)
        for article_id, title, text, small, share, *interval in zip(
            article_ids, titles, texts, letters, shares, *days, strict=True
        ):
            yield Article(
                article_id=article_id,
                day=day_of(*interval),
                countries=_country_shares(places_of.get(article_id, _NO_PLACES)),
                shares=share,
                mentioned=tuple(mentioned_of.get(article_id, {}).values()),
                texts={"text": text, "title": title or ""},
                letters={"text": small, "title": small_letters(title or "")},
            )


def day_of(published: date | None, earliest: date | None, latest: date | None) -> date | None:
    """Return the day by which offices are weighed: when an article was published, or the middle of the interval that it is of."""
    if published or earliest is None or latest is None or latest - earliest > WIDEST_INTERVAL:
        return published
    return earliest + (latest - earliest) // 2


def geonames_number(place_id: str | None) -> int:
    """Return 5 of `geonames:5`; 0, which no place has, of another gazetteer's id and of None."""
    return int(place_id.partition(":")[2]) if place_id and place_id.startswith("geonames:") else 0


def _named(mentions: pa.Table, canonical: Mapping[str, str], packs: Sequence[KnowledgeBase]) -> set[str]:
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
    numbers = [geonames_number(place_id) for place_id in ids]
    having = [pack.has_place(numbers).tolist() for pack in packs]
    known = [place_id for place_id, *has in zip(ids, *having, strict=True) if any(has)]
    there = places.filter(pc.is_in(places.column("place_id"), value_set=pa.array(known, pa.string()))).select(_SPAN)
    found = mentions.join(there, _SPAN, join_type="left semi")
    return set(found.column("entity_id").drop_null().to_pylist())


def _places_of(places: pa.Table) -> dict[str, dict[tuple[str, int], Place]]:
    """Return the places of each article."""
    found: dict[str, dict[tuple[str, int], Place]] = {}
    for article_id, field, start, *place in zip(*_columns(places), strict=True):
        found.setdefault(article_id, {})[field, start] = Place._make(place)
    return found


def _country_shares(places: Places) -> dict[str, float]:
    countries = Counter(place.country_code for place in places.values() if place.country_code)
    total = sum(countries.values())
    return {country: count / total for country, count in countries.items()}


def _mentioned_of(
    mentions: pa.Table, canonical: Mapping[str, str], places_of: Mapping[str, Places]
) -> dict[str, dict[str, Mentioned]]:
    """Return the entities of each article by their first mention."""
    found: dict[str, dict[str, Mentioned]] = {}
    for article_id, field, start, end, entity_type, local, entity_id in zip(*_columns(mentions), strict=True):
        own = found.setdefault(article_id, {})
        entity = own.get(entity_id)
        if entity is None:
            entity = own[entity_id] = Mentioned(entity_id, entity_type, canonical[entity_id])
        names = entity.local_names
        names[local] = names.get(local, 0) + 1
        entity.spans.append((field, start, end))
        place = places_of.get(article_id, _NO_PLACES).get((field, start))
        if place and place.end == end:
            _add_place(entity, place)
    return found


def _add_place(entity: Mentioned, place: Place) -> None:
    number = geonames_number(place.place_id)
    if number and place.resolution_basis != "container":
        entity.places.add(number)
    entity.associative_count += place.role == "associative"


def _columns(table: pa.Table) -> list[list[Any]]:
    return [column.to_pylist() for column in table.columns]
