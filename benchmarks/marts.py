"""What the marts cost, Polars against SQL in DuckDB: `python benchmarks/marts.py [ARTICLES] [--keep FOLDER]`.

A warehouse of so many articles (default 100,000; some 15 mentions of names and 6 of places an article) is written straight
into the tables that the marts read. Names, places, topics and sources follow Zipf's law, days a weekly rhythm; a tenth of
the articles are copies, a twelfth has no date. Then each mart is made as a whole, by Polars as `dateline run` makes it
(days in chunks, tables handed over as Arrow) and by the SQL that its rows are tested against, each in a process of its
own. Printed are processor seconds, DuckDB's by Polars', and peak memory; the rows are compared.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

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
    'benchmark@1' as annotator_id,
    true as is_current
from (select range as n, date '2025-01-01' + (hash(range, 3) % $days)::integer as day from range($articles))
"""
DUPLICATES = """
insert into core.duplicates by name
select
    left(md5('article' || range), 24) as article_id,
    left(md5('article' || (range - 1)), 24) as canonical_article_id,
    'near' as kind, .9 as similarity_score, 0 as added_word_count, 0 as removed_word_count, false as is_title_changed
from range(1, $articles) where range % 10 = 0
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
    from range($articles) as articles cross join range(22) as places
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
ARTICLE_PLACES = """
insert into core.article_places by name
select
    left(md5('article' || n), 24) as article_id,
    'geonames:' || rank as place_id,
    count(*) as mention_count,
    count(*) filter (where position > 0) as literal_count,
    .5 as focus_score,
    min(position) = 0 as is_focus,
    'benchmark@1' as annotator_id
from (
    select
        articles.range as n,
        places.range as position,
        least($places - 1, floor(exp((hash(articles.range, places.range, 10) % 1000003) / 1000003.0 * ln($places)))::bigint)
            as rank
    from range($articles) as articles cross join range(6) as places
)
group by n, rank
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
    from range($articles) as articles cross join range(3) as places
)
"""
DOCUMENTS = """
insert into raw.documents by name
select
    left(md5('document' || range), 24) as document_id,
    'source-' || floor(exp((hash(range, 12) % 1000003) / 1000003.0 * ln($sources)))::bigint as source_code,
    'file.jsonl' as uri, 'application/x-ndjson' as media_type, false as is_dump, md5('sha' || range) as content_sha256,
    1 as byte_count, 1 as char_count, timestamptz '2026-01-01' as collected_at, 'one' as batch_id, true as is_current
from range($articles)
"""
OCCURRENCES = """
insert into core.article_occurrences by name
select
    left(md5('article' || range), 24) as article_id,
    left(md5('document' || range), 24) as document_id,
    0 as ordinal, 0 as start_char, 1 as end_char, 1 as boundary_score, 'document' as boundary_basis,
    'benchmark@1' as annotator_id
from range($articles)
"""
STATEMENTS = (
    *(ARTICLES, DUPLICATES, ENTITIES, MENTIONS, PLACE_ROWS, ARTICLE_PLACES, TOPIC_ROWS, ARTICLE_TOPICS),
    *(DOCUMENTS, OCCURRENCES),
)


def settings_of(folder: Path) -> Any:  # noqa: ANN401 imported late, so that each process measures its own imports
    from pipelines.settings import Settings

    return Settings(warehouse=folder / "w.duckdb", home=folder / "home", executor="inline")


def make(folder: Path, articles: int) -> None:
    """Fill a new warehouse; rows depend on their numbers alone."""
    from pipelines.warehouse import open_warehouse

    names = max(10, int(articles * NAMES_PER_ARTICLE))
    sizes = {"articles": articles, "names": names, "places": PLACES, "sources": SOURCES, "topics": TOPICS, "days": DAYS}
    with open_warehouse(settings_of(folder)).writer() as session:
        for statement in STATEMENTS:
            session.run(statement, {name: size for name, size in sizes.items() if f"${name}" in statement})


def by_polars(folder: Path, mart: str) -> float:
    """Make a mart as a run does; gives processor seconds."""
    from pipelines.catalogue import CATALOGUE, Mart
    from pipelines.warehouse import open_warehouse
    from pipelines.warehouse.changes import forget_progress
    from pipelines.work.marts import refresh_mart

    entry = next(entry for entry in CATALOGUE.entries if isinstance(entry, Mart) and entry.name == f"marts.{mart}")
    warehouse = open_warehouse(settings_of(folder))
    with warehouse.writer() as session:
        forget_progress(session, entry.name)
    start = time.process_time()
    refresh_mart(warehouse, settings_of(folder), entry, lambda *_: None)
    return time.process_time() - start


def by_sql(folder: Path, mart: str) -> float:
    """Make a mart by its SQL, into a table of its own; gives processor seconds."""
    from pipelines.sqlfiles import load_sql
    from pipelines.warehouse import open_warehouse

    warehouse = open_warehouse(settings_of(folder))
    start = time.process_time()
    with warehouse.writer() as session:
        session.run(f"create or replace table main.by_sql_{mart} as {load_sql('marts', mart).statement}")
    return time.process_time() - start


def difference(folder: Path, mart: str) -> float:
    """Count rows that only one of the two has, or that say other things; sums and means may differ by a billionth."""
    from pipelines.contracts import CONTRACTS
    from pipelines.warehouse import open_warehouse

    contract = CONTRACTS[f"marts.{mart}"]
    key = " and ".join(f"one.{name} is not distinct from other.{name}" for name in contract.key)
    apart = " or ".join(
        f"one.{column.name} is distinct from other.{column.name}"
        + (f" and coalesce(abs(one.{column.name} - other.{column.name}) > 1e-9, true)" * (str(column.type) == "double"))
        for column in contract.columns
    )
    with open_warehouse(settings_of(folder)).writer() as session:
        return float(
            session.scalar(
                f"select count(*) from (select *, 1 as here from marts.{mart}) as one "
                f"full join (select *, 1 as here from main.by_sql_{mart}) as other on {key} "
                f"where one.here is null or other.here is null or {apart}"
            )
        )


WAYS = {"polars": by_polars, "sql": by_sql, "difference": difference}


def in_a_process(folder: Path, way: str, mart: str) -> tuple[float, float]:
    """Return what a way gives, and the peak memory of its process in MB."""
    command = [sys.executable, __file__, "--one", way, mart, str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    value, peak = json.loads(told.splitlines()[-1])
    return value, peak


def compared(folder: Path) -> None:
    """Print the table."""
    from pipelines.catalogue import CATALOGUE, Mart

    print(f"{'':20} {'Polars s':>9} {'SQL s':>7} {'SQL/Polars':>10} {'Polars MB':>9} {'SQL MB':>7} {'rows apart':>10}")
    sums = [0.0, 0.0]
    for entry in CATALOGUE.entries:
        if not isinstance(entry, Mart):
            continue
        mart = entry.name.removeprefix("marts.")
        (polars, polars_mb), (sql, sql_mb) = (in_a_process(folder, way, mart) for way in ("polars", "sql"))
        apart, _ = in_a_process(folder, "difference", mart)
        print(f"{mart:20} {polars:9.2f} {sql:7.2f} {sql / polars:10.2f} {polars_mb:9,.0f} {sql_mb:7,.0f} {apart:10.0f}")
        sums = [sums[0] + polars, sums[1] + sql]
    print(f"{'all':20} {sums[0]:9.2f} {sums[1]:7.2f} {sums[1] / sums[0]:10.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder to make the warehouse in, or to take it from")
    parser.add_argument("--one", nargs=3, metavar=("WAY", "MART", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        way, mart, folder = options.one
        value = WAYS[way](Path(folder), mart)
        print(json.dumps([value, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        if not (folder / "w.duckdb.work").exists():
            folder.mkdir(parents=True, exist_ok=True)
            make(folder, options.articles)
        compared(folder)


if __name__ == "__main__":
    main()
