-- One row per day and entity that an article of the day mentions. Articles without a date do not count.
-- Key: published_date, entity_id. Parameters: none.
-- Twin of pipelines/transforms/daily_entities.py.
with dated_articles as (
    select
        article_id,
        published_date,
        published_basis in ('dateline', 'text') as is_inferred
    from core.articles
    where
        published_date is not null
        and article_id not in (select duplicates.article_id from core.duplicates as duplicates)
),

article_entities as (
    select
        article_id,
        entity_id,
        count(*) as mention_count
    from core.entity_mentions
    where entity_id is not null
    group by article_id, entity_id
),

entities_of_days as (
    select
        dated_articles.published_date,
        article_entities.entity_id,
        dated_articles.is_inferred,
        article_entities.mention_count
    from article_entities
    inner join dated_articles on article_entities.article_id = dated_articles.article_id
),

counted as (
    select
        published_date,
        entity_id,
        count(*) as article_count,
        count(*) filter (where is_inferred) as inferred_count,
        sum(mention_count)::bigint as mention_count
    from entities_of_days
    group by published_date, entity_id
)

select
    counted.published_date,
    counted.entity_id,
    entities.canonical_name,
    entities.entity_type,
    counted.article_count,
    counted.inferred_count,
    counted.mention_count
from counted
inner join core.entities on counted.entity_id = entities.entity_id;
