-- Names that the news had never named before the last `days` days of it, those in most articles first.
-- parameter: days = 7
-- parameter: type = any
-- parameter: limit = 30
with seen as (
    select
        entity_id,
        canonical_name,
        entity_type,
        min(published_date) as first_published_date,
        sum(article_count)::bigint as article_count,
        sum(mention_count)::bigint as mention_count
    from marts.daily_entities
    group by entity_id, canonical_name, entity_type
),

last_day as (
    select max(published_date) as published_date
    from marts.daily_entities
)

select
    seen.first_published_date,
    seen.canonical_name,
    seen.entity_type,
    seen.article_count,
    seen.mention_count,
    seen.entity_id
from seen
cross join last_day
where
    seen.first_published_date > last_day.published_date - $days::integer
    and ($type = 'any' or seen.entity_type = upper($type))
order by seen.article_count desc, seen.mention_count desc, seen.canonical_name asc, seen.entity_id asc
limit $limit::bigint;
