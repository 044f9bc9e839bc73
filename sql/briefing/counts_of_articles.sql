-- How many of the chosen articles name what, and how many of those that stood before them.
-- Grain: entity or place; key: kind, id. Tables passed in: `chosen` and `earlier` (article_id, is_copy).
with counted as (
    select
        article_id,
        true as is_now
    from chosen
    where not is_copy
    union all
    select
        article_id,
        false as is_now
    from earlier
    where not is_copy
),

named as (
    select distinct
        case entities.entity_type when 'PERSON' then 'person' when 'ORG' then 'organisation' else 'other' end as kind,
        entities.entity_id as id,
        entities.canonical_name as name,
        counted.article_id,
        counted.is_now
    from counted
    inner join core.entity_mentions as mentions on counted.article_id = mentions.article_id
    inner join core.entities as entities on mentions.entity_id = entities.entity_id
    where entities.entity_type in ('PERSON', 'ORG', 'EVENT', 'PRODUCT')
    union all
    select distinct
        'place' as kind,
        places.place_id as id,
        places.name,
        counted.article_id,
        counted.is_now
    from counted
    inner join core.article_places as article_places on counted.article_id = article_places.article_id
    inner join core.places as places on article_places.place_id = places.place_id
)

select
    kind,
    id,
    any_value(name) as name,
    count(*) filter (where is_now) as article_count,
    count(*) filter (where not is_now) as before_count
from named
group by kind, id
having article_count > 0;
