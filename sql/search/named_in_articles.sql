-- Grain: one row per entity, place, source or topic that articles of `wanted` name, with the numbers of these articles.
-- Key: kind, id. `wanted` is an Arrow table: article_id, number. A place that is meant as a location stands twice, once
-- as `literal`; its country and its first-level division are named with it.
with placed as (
    select
        wanted.number,
        article_places.place_id,
        article_places.literal_count,
        places.country_code,
        places.admin1_name
    from core.article_places
    inner join wanted on article_places.article_id = wanted.article_id
    left join core.places on article_places.place_id = places.place_id
),

named as (
    select
        'entity' as kind,
        entity_mentions.entity_id as id,
        wanted.number
    from core.entity_mentions
    inner join wanted on entity_mentions.article_id = wanted.article_id
    where entity_mentions.entity_id is not null
    union
    select
        'place' as kind,
        place_id as id,
        number
    from placed
    union
    select
        'literal' as kind,
        place_id as id,
        number
    from placed
    where literal_count > 0
    union
    select
        'country' as kind,
        country_code as id,
        number
    from placed
    where country_code is not null
    union
    select
        'region' as kind,
        country_code || chr(31) || admin1_name as id,
        number
    from placed
    where country_code is not null and admin1_name is not null
    union
    select
        'topic' as kind,
        article_topics.topic_code as id,
        wanted.number
    from core.article_topics
    inner join wanted on article_topics.article_id = wanted.article_id
    union
    select
        'source' as kind,
        documents.source_code as id,
        wanted.number
    from core.article_occurrences
    inner join wanted on article_occurrences.article_id = wanted.article_id
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where coalesce(documents.is_current, true)
)

select
    kind,
    id,
    list(number order by number) as numbers
from named
group by kind, id
order by kind, id;
