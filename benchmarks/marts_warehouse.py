"""The warehouse that `marts.py` measures on, written straight into the tables that the marts read.

Rows of an article lie together, as commits write them.
"""

import re
from datetime import date, timedelta
from pathlib import Path

from pipelines.settings import Settings
from pipelines.warehouse import Session, open_warehouse
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.commits import days_of

DAYS = 365
"""Days that the articles are spread over."""
PLACES, SOURCES, TOPICS = 20_000, 300, 1_100
NAMES_PER_ARTICLE = 0.5
"""Distinct names, as a share of the number of articles."""

ARTICLES = """
insert into core.articles by name
select
    left(md5('article' || n), 24) as article_id,
    'Title ' || n as title,
    'text' as text,
    false as is_title_in_text,
    100 + hash(n, 1) % 900 as word_count,
    'en' as language_code,
    case
        when hash(n, 2) % 12 = 0 then null
        -- a weekend has half of a weekday's: every other of its articles moves to the Wednesday before or after
        when dayofweek(day) in (0, 6) and hash(n, 4) % 2 = 0 then date_trunc('week', day)::date + 2
        else day
    end as published_date,
    case
        when hash(n, 2) % 12 = 0 then 'none'
        when hash(n, 5) % 4 = 0 then 'dateline'
        else 'metadata'
    end as published_basis,
    'story' || n // 5 as story_id,
    'benchmark@1' as annotator_id,
    true as is_current
from (select range as n, $day + (hash(range, 3) % $days)::integer as day from range($first, $articles))
"""
DUPLICATES = """
insert into core.duplicates by name
select
    left(md5('article' || range), 24) as article_id,
    left(md5('article' || (range - 1)), 24) as canonical_article_id,
    'near' as kind, .9 as similarity_score, 0 as added_word_count, 0 as removed_word_count, false as is_title_changed
from range($first + 1, $articles) where range % 10 = 0
"""
ENTITIES = """
insert into core.entities by name
select
    left(md5('entity' || range), 24) as entity_id,
    'Name Number ' || range as canonical_name,
    ['PERSON', 'ORG', 'GPE', 'LOC'][1 + range % 4] as entity_type,
    1 as mention_count, 1 as article_count
from range($names)
"""
MENTIONS = """
insert into core.entity_mentions by name
select
    left(md5('article' || n), 24) as article_id,
    'text' as field,
    position * 40 as start_char,
    position * 40 + 12 as end_char,
    'Name Number ' || rank as surface,
    ['PERSON', 'ORG', 'GPE', 'LOC'][1 + rank % 4] as entity_type,
    'Name Number ' || rank as local_name,
    case when hash(n, position, 7) % 30 > 0 then left(md5('entity' || rank), 24) end as entity_id,
    .95 as score,
    'benchmark@1' as annotator_id
from (
    -- half of the mentions repeat one of the article's first three names, as articles do
    select
        articles.range as n,
        places.range as position,
        least($names - 1, floor(exp(
            (hash(articles.range, case when hash(articles.range, places.range, 8) % 2 = 0 then places.range
            else places.range % 3 end, 6) % 1000003) / 1000003.0 * ln($names)
        ))::bigint) as rank
    from range($first, $articles) as articles cross join range(22) as places
    where places.range < 8 + hash(articles.range, 9) % 15
)
"""
PLACE_ROWS = """
insert into core.places by name
select
    'geonames:' || range as place_id,
    'Place ' || range as name,
    ['P', 'P', 'A', 'S', 'L'][1 + range % 5] as feature_class,
    'PPL' as feature_code,
    case when range % 50 > 0 then chr(65 + (range % 26)::integer) || chr(65 + (range % 7)::integer) end as country_code,
    10.0 as latitude, 20.0 as longitude,
    '87' || left(md5('cell' || range // 2), 7) || 'ffffff' as h3_cell
from range($places)
"""
PLACE_MENTIONS = """
insert into core.place_mentions by name
select
    left(md5('article' || n), 24) as article_id,
    'text' as field,
    position * 40 as start_char,
    position * 40 + 12 as end_char,
    'Place ' || rank || case when hash(n, position, 13) % 5 = 0 then ' City' else '' end as surface,
    case when hash(n, position, 14) % 12 > 0 then 'geonames:' || rank end as place_id,
    case when position > 0 then 'literal' else 'associative' end as role,
    .9 as role_score,
    case when hash(n, position, 15) % 20 = 0 then 'container' else 'gazetteer' end as resolution_basis,
    (hash(n, position, 16) % 100) / 100.0 as score,
    'benchmark@1' as annotator_id
from (
    select
        articles.range as n,
        places.range as position,
        least($places - 1, floor(exp((hash(articles.range, places.range, 10) % 1000003) / 1000003.0 * ln($places)))::bigint)
            as rank
    from range($first, $articles) as articles cross join range(6) as places
)
"""
ARTICLE_PLACES = """
insert into core.article_places by name
select
    article_id,
    place_id,
    count(*) as mention_count,
    count(*) filter (where role = 'literal') as literal_count,
    .5 as focus_score,
    min(start_char) = 0 as is_focus,
    'benchmark@1' as annotator_id
from core.place_mentions
where place_id is not null and article_id not in (select article_id from core.article_places)
group by article_id, place_id
order by article_id, place_id
"""
STORIES = """
insert into core.stories by name
select
    'story' || range as story_id, 'Story ' || range as label, 5 as article_count, 0 as copy_count, 1 as source_count,
    left(md5('article' || range * 5), 24) as representative_article_id
from range($articles // 5)
"""
TOPIC_ROWS = """
insert into core.topics by name
select 'topic:' || range as topic_code, 'made-up' as scheme, 'Topic ' || range as name, 1 as level from range($topics)
"""
ARTICLE_TOPICS = """
insert into core.article_topics by name
select
    left(md5('article' || n), 24) as article_id,
    'topic:' || rank as topic_code,
    (hash(n, rank) % 1000) / 1000.0 as score,
    1 as rank, false as is_implied, 'benchmark@1' as annotator_id
from (
    select distinct
        articles.range as n,
        least($topics - 1, floor(exp((hash(articles.range, places.range, 11) % 1000003) / 1000003.0 * ln($topics)))::bigint)
            as rank
    from range($first, $articles) as articles cross join range(3) as places
)
order by n, rank
"""
DOCUMENTS = """
insert into raw.documents by name
select
    left(md5('document' || range), 24) as document_id,
    'source-' || floor(exp((hash(range, 12) % 1000003) / 1000003.0 * ln($sources)))::bigint as source_code,
    'file.jsonl' as uri, 'application/x-ndjson' as media_type, false as is_dump, md5('sha' || range) as content_sha256,
    1 as byte_count, 1 as char_count, timestamptz '2026-01-01' as collected_at, 'one' as batch_id, true as is_current
from range($first, $articles)
"""
OCCURRENCES = """
insert into core.article_occurrences by name
select
    left(md5('article' || range), 24) as article_id,
    left(md5('document' || range), 24) as document_id,
    0 as ordinal, 0 as start_char, 1 as end_char, 1 as boundary_score, 'document' as boundary_basis,
    'benchmark@1' as annotator_id
from range($first, $articles)
"""
FIXED = (ENTITIES, PLACE_ROWS, TOPIC_ROWS, STORIES)
BY_ARTICLE = (ARTICLES, DUPLICATES, MENTIONS, PLACE_MENTIONS, ARTICLE_PLACES, ARTICLE_TOPICS, DOCUMENTS, OCCURRENCES)
FIRST_DAY = date(2025, 1, 1)
ADDED = 5_000
"""Articles of the day that comes last."""


def settings_of(folder: Path) -> Settings:
    """Return the settings of a warehouse in a folder."""
    return Settings(warehouse=folder / "w.duckdb", home=folder / "home", executor="inline")


def make(folder: Path, articles: int) -> None:
    """Fill a new warehouse; rows depend on their numbers alone."""
    with open_warehouse(settings_of(folder)).writer() as session:
        for statement in (*FIXED, *BY_ARTICLE):
            write(session, statement, articles)


def write(
    session: Session, statement: str, articles: int, *, first: int = 0, day: date = FIRST_DAY, days: int = DAYS
) -> None:
    """Write the rows of a table of articles from a number on, on some days."""
    names = max(10, int(articles * NAMES_PER_ARTICLE))
    sizes = {"articles": articles, "names": names, "places": PLACES, "sources": SOURCES, "topics": TOPICS}
    values = sizes | {"days": days, "first": first, "day": day}
    session.run(statement, {name: value for name, value in values.items() if re.search(rf"\${name}\b", statement)})


def one_more_day(folder: Path, articles: int) -> None:
    """Add a day of `ADDED` articles, of which some have no date, as commits do."""
    with open_warehouse(settings_of(folder)).writer() as session, session.transaction():
        for statement in BY_ARTICLE:
            write(session, statement, articles + ADDED, first=articles, day=FIRST_DAY + timedelta(days=DAYS), days=1)
        units = session.query(
            "select left(md5('article' || range), 24) as unit_id from range($first, $last)",
            {"first": articles, "last": articles + ADDED},
        )
        log_changes(session, ["core.articles"], units, days_of(session, units))
