-- People and organisations that no earlier article names, and that two or more of the chosen articles name.
-- Grain: entity; key: id. Table passed in: `counts` (kind, id, name, article_count).
-- parameter: since
-- parameter: limit
with candidates as (
    select *
    from counts
    where article_count >= 2 and kind in ('person', 'organisation')
),

known as (
    select distinct daily_entities.entity_id
    from marts.daily_entities
    inner join candidates on daily_entities.entity_id = candidates.id
    where daily_entities.published_date < $since::date
)

select
    kind,
    id,
    name,
    article_count
from candidates
where id not in (select known.entity_id from known)
order by article_count desc, name asc, id asc
limit $limit::bigint;
