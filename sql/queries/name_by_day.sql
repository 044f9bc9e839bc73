-- How often the news names a person, an organisation or another name, day by day, without copies.
-- parameter: name
-- parameter: since = any
-- parameter: until = any
with named as (
    select entity_id
    from core.entity_spellings
    where lower(spelling) = lower($name)
)

select
    published_date,
    canonical_name,
    entity_type,
    article_count,
    mention_count,
    inferred_count,
    entity_id
from marts.daily_entities
where
    entity_id in (select named.entity_id from named)
    and ($since = 'any' or published_date >= case when $since <> 'any' then $since::date end)
    and ($until = 'any' or published_date <= case when $until <> 'any' then $until::date end)
order by published_date asc, article_count desc, canonical_name asc, entity_id asc;
