-- The entities of the latest day.
select
    published_date as day,
    canonical_name as entity,
    entity_type as type,
    article_count as articles
from marts.daily_entities
where published_date = (select max(latest.published_date) from marts.daily_entities as latest)
order by article_count desc, mention_count desc, canonical_name asc
limit 10;
