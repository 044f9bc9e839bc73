-- Grain: one row per mention of an entity in an article of `numbered_articles` (rows of paired_ids.sql) and place that
-- it stands for, all of them numbers.
-- Ids are found by hashes of 64 bits: a table of their texts that is looked into once per mention does not stay in the
-- processor's caches.
-- parameter: part_number
with mentions as (
    select
        hash(entity_id) as entity,
        hash(article_id) as article,
        hash(article_id, field, start_char, end_char) as span
    from core.entity_mentions
    where entity_id is not null
),

placed as (
    select
        span,
        place
    from part_places
    where part = $part_number::integer
)

select
    articles.number as article,
    entities.number as entity,
    placed.place
from mentions
inner join numbered_articles as articles on mentions.article = articles.article
inner join numbered_entities as entities on mentions.entity = entities.hash
left join placed on mentions.span = placed.span;
