"""Make a published warehouse of generated articles for `search_speed.py` and `questions_speed.py`.

    python benchmarks/desk_warehouse.py FILE [--articles 200000]

Articles of 100 to 400 words over a vocabulary of 60,000 with the frequencies of news (Zipf), two years of days with quiet weekends,
60 sources; 15 entity mentions and 6 place mentions an article over 40,000 names and 8,000 places, as skewed; one article in ten
is a copy; stories of 1 to 60 articles. The rows are made up; the tables, the publication and what is measured on them are real.
Marts are made by the statements of `sql/marts/`, but for those of trends and bursts, which no question here is measured on.
"""

import argparse
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from pipelines.contracts import CONTRACTS
from pipelines.sqlfiles import load_sql
from pipelines.warehouse import Warehouse
from pipelines.warehouse.publishing import publish

VOCABULARY_SIZE, NAMES, PLACES, SOURCES, TOPICS = 60_000, 40_000, 8_000, 60, 200
FIRST_DAY, DAYS = date(2024, 1, 1), 730
CHUNK = 20_000
ENTITY_MENTIONS, PLACE_MENTIONS = 15, 6
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
MARTS = ("daily_entities", "daily_places", "daily_topics", "source_volume", "story_timeline", "data_quality")


def word(number: int) -> str:
    """A word of letters, the more frequent the shorter."""
    parts = []
    while number or not parts:
        number, digit = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[digit])
    return "".join(parts)


WORDS = np.array([word(number) for number in range(VOCABULARY_SIZE)])


def skewed(chance: np.random.Generator, size: int, count: int) -> np.ndarray:
    """Numbers below `size` with the frequencies of Zipf's law."""
    odds = np.cumsum(1 / np.arange(1, size + 1))
    return np.searchsorted(odds / odds[-1], chance.random(count))


def fixed_tables() -> Iterator[tuple[str, pa.Table]]:
    chance = np.random.default_rng(2)
    number = np.arange(NAMES)
    types = np.array(["PERSON", "ORG", "GPE"])[number % 3]
    names = np.char.add(np.char.add(np.char.capitalize(WORDS[number % 9973]), " "), np.char.capitalize(WORDS[number]))
    entities = {"entity_id": ids("e", number), "canonical_name": names, "entity_type": types}
    yield "core.entities", pa.table({**entities, "mention_count": number * 0 + 1, "article_count": number * 0 + 1})
    aliases = {"entity_id": ids("e", number), "entity_type": types, "alias": names, "score": number * 0 + 0.9}
    yield "core.entity_aliases", pa.table({**aliases, "mention_count": number * 0 + 1, "basis": ["exact"] * NAMES})
    number = np.arange(PLACES)
    where = {"latitude": chance.uniform(-60, 70, PLACES), "longitude": chance.uniform(-180, 180, PLACES)}
    kinds = {"feature_class": ["P"] * PLACES, "feature_code": ["PPL"] * PLACES, "h3_cell": ["871fb4662ffffff"] * PLACES}
    countries = np.char.upper(np.array(SYLLABLES))[number % len(SYLLABLES)]
    yield (
        "core.places",
        pa.table({"place_id": ids("p", number), "name": names[number], "country_code": countries, **kinds, **where}),
    )
    number = np.arange(TOPICS)
    topics = {"topic_code": ids("t", number), "name": WORDS[number], "level": pa.array(number % 3 + 1, pa.int32())}
    yield "core.topics", pa.table({**topics, "scheme": ["s"] * TOPICS})


def ids(prefix: str, numbers: np.ndarray) -> np.ndarray:
    return np.char.add(prefix, np.char.zfill(numbers.astype(str), 8))


def chunk_tables(chance: np.random.Generator, first: int, count: int) -> Iterator[tuple[str, pa.Table]]:
    number = np.arange(first, first + count)
    article = ids("a", number)
    weights = np.where(np.arange(DAYS) % 7 < 5, 1.0, 0.4)
    day = chance.choice(DAYS, count, p=weights / weights.sum())
    days = pa.array([FIRST_DAY + timedelta(days=int(offset)) for offset in day], pa.date32())
    lengths = chance.integers(100, 400, count)
    drawn = WORDS[skewed(chance, VOCABULARY_SIZE, int(lengths.sum()))]
    ends = np.cumsum(lengths)
    texts = [" ".join(drawn[end - length : end]) for end, length in zip(ends, lengths, strict=True)]
    titles = [" ".join(text.split(" ", 8)[:8]) for text in texts]
    story = ids("s", np.minimum(number // np.maximum(1, chance.zipf(1.8, count).clip(1, 60)), number))
    base = {"annotator_id": ["x@1+0"] * count, "is_current": [True] * count}
    yield (
        "core.articles",
        pa.table(
            {
                "article_id": article,
                "title": titles,
                "text": texts,
                "is_title_in_text": [True] * count,
                "word_count": lengths,
                "published_date": days,
                "published_basis": ["metadata"] * count,
                "published_score": [0.9] * count,
                "story_id": story,
                "document_id": ids("d", number),
                **base,
            }
        ),
    )
    source = np.array([f"source{n:02}" for n in range(SOURCES)])[skewed(chance, SOURCES, count)]
    texts_of = {
        "content_sha256": ["x"] * count,
        "byte_count": lengths,
        "char_count": lengths,
        "batch_id": ["b"] * count,
    }
    moment = pa.array([datetime(2026, 1, 1, tzinfo=UTC)] * count, pa.timestamp("us", tz="UTC"))
    kinds = {"media_type": ["m"] * count, "is_dump": [False] * count, "is_current": [True] * count}
    document = {"document_id": ids("d", number), "source_code": source, "uri": ["u"] * count, "collected_at": moment}
    yield "raw.documents", pa.table({**document, **texts_of, **kinds})
    span = {"start_char": number * 0, "end_char": lengths, "ordinal": number * 0}
    cut = {"boundary_score": [1.0] * count, "boundary_basis": ["document"] * count, "annotator_id": ["x@1+0"] * count}
    yield "core.article_occurrences", pa.table({"article_id": article, "document_id": ids("d", number), **span, **cut})
    copied = number[chance.random(count) < 0.1]
    copied = copied[copied > 0]
    size = copied.size
    pair = {"article_id": ids("a", copied), "canonical_article_id": ids("a", copied - 1), "kind": ["copy"] * size}
    change = {"added_word_count": copied * 0, "removed_word_count": copied * 0, "is_title_changed": [False] * size}
    yield "core.duplicates", pa.table({**pair, **change, "similarity_score": [0.9] * size})
    yield from fact_tables(chance, article)


def fact_tables(chance: np.random.Generator, article: np.ndarray) -> Iterator[tuple[str, pa.Table]]:
    count = article.size
    held, start = np.repeat(article, ENTITY_MENTIONS), np.tile(np.arange(ENTITY_MENTIONS) * 20, count)
    total = held.size
    entity = skewed(chance, NAMES, total)
    span = {"article_id": held, "field": ["text"] * total, "start_char": start, "end_char": start + 10}
    read = {"surface": WORDS[entity], "score": chance.random(total), "annotator_id": ["x@1+0"] * total}
    types = np.array(["PERSON", "ORG", "GPE"])[entity % 3]
    named = {"entity_type": types, "local_name": WORDS[entity], "entity_id": ids("e", entity)}
    yield "core.entity_mentions", pa.table({**span, **read, **named})
    held, start = np.repeat(article, PLACE_MENTIONS), np.tile(np.arange(PLACE_MENTIONS) * 30, count)
    total = held.size
    place = skewed(chance, PLACES, total)
    span = {"article_id": held, "field": ["text"] * total, "start_char": start, "end_char": start + 10}
    read = {"surface": WORDS[place], "score": chance.random(total), "annotator_id": ["x@1+0"] * total}
    role = np.where(chance.random(total) < 0.6, "literal", "associative")
    placed = {"place_id": ids("p", place), "role": role, "role_score": chance.random(total)}
    yield "core.place_mentions", pa.table({**span, **read, **placed, "resolution_basis": ["gazetteer"] * total})
    topic = skewed(chance, TOPICS, count)
    yield (
        "core.article_topics",
        pa.table(
            {
                "article_id": article,
                "topic_code": ids("t", topic),
                "score": chance.random(count),
                "rank": pa.array([1] * count, pa.int32()),
                "is_implied": [False] * count,
                "annotator_id": ["x@1+0"] * count,
            }
        ),
    )


DERIVED = {
    "core.article_places": "select article_id, place_id, count(*) as mention_count, count(*) filter (where role = 'literal') "
    "as literal_count, count(*) / 6 as focus_score, count(*) > 1 as is_focus, 'x@1+0' as annotator_id "
    "from core.place_mentions group by all",
    "core.stories": "select story_id, min(articles.title) as label, min(published_date) as first_published_date, max(published_date) "
    "as last_published_date, count(*) as article_count, 0 as copy_count, count(distinct source_code) as source_count, "
    "min(article_id) as representative_article_id from core.articles inner join raw.documents on articles.document_id = documents.document_id "
    "group by story_id",
    "ops.paired_entities": "select article_id, entity_id, any_value(published_date) as published_date from core.entity_mentions "
    "inner join core.articles using (article_id) group by article_id, entity_id",
    "ops.paired_counts": "select entity_id, count(*) as article_count, count(*) filter (where is_first) as first_count "
    "from (select entity_id, entity_id = min(entity_id) over (partition by article_id) as is_first from ops.paired_entities) "
    "group by entity_id",
    "marts.entity_pair_counts": "select one.entity_id, other.entity_id as other_entity_id, count(*) as article_count, "
    "min(one.published_date) as first_published_date, max(one.published_date) as last_published_date "
    "from ops.paired_entities as one inner join ops.paired_entities as other on one.article_id = other.article_id "
    "and one.entity_id < other.entity_id group by all having count(*) >= 2",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=200_000)
    options = parser.parse_args()
    warehouse = Warehouse(options.file, memory_limit_mb=4_096)
    began = time.process_time()
    with warehouse.writer() as session:
        for name, rows in fixed_tables():
            session.run(f"insert into {name} by name select * from rows", rows=rows)
    for first in range(0, options.articles, CHUNK):
        chance = np.random.default_rng(first)
        with warehouse.writer() as session, session.transaction():
            for name, rows in chunk_tables(chance, first, min(CHUNK, options.articles - first)):
                session.run(f"insert into {name} by name select * from rows", rows=rows)
    with warehouse.writer() as session:
        for name, statement in DERIVED.items():
            session.run(f"insert into {name} by name {statement}")
        for name in MARTS:
            columns = ", ".join(CONTRACTS[f"marts.{name}"].column_names)
            session.run(f"insert into marts.{name} by name select {columns} from ({load_sql('marts', name).statement})")
    publish(warehouse, datetime(2026, 1, 1, tzinfo=UTC))
    print(f"{options.file}: {options.articles:,} articles, {time.process_time() - began:.0f} s of processor time")


if __name__ == "__main__":
    main()
