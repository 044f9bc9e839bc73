-- How many articles name what, in some days and in the days before them, from the daily marts.
-- Grain: entity, place or topic; key: kind, id.
-- parameter: since
-- parameter: until
-- parameter: before
with counted as (
    select
        case entity_type when 'PERSON' then 'person' when 'ORG' then 'organisation' else 'other' end as kind,
        entity_id as id,
        canonical_name as name,
        published_date,
        article_count
    from marts.daily_entities
    where published_date between $before::date and $until::date and entity_type in ('PERSON', 'ORG', 'EVENT', 'PRODUCT')
    union all
    select
        'place' as kind,
        place_id as id,
        place_name as name,
        published_date,
        article_count
    from marts.daily_places
    where published_date between $before::date and $until::date
    union all
    select
        'topic' as kind,
        topic_code as id,
        topic_name as name,
        published_date,
        article_count
    from marts.daily_topics
    where published_date between $before::date and $until::date
)

select
    kind,
    id,
    any_value(name) as name,
    coalesce(sum(article_count) filter (where published_date >= $since::date), 0)::bigint as article_count,
    coalesce(sum(article_count) filter (where published_date < $since::date), 0)::bigint as before_count
from counted
group by kind, id
having article_count > 0;
