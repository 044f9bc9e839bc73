-- Mentions by type of entity.
select
    entity_type as type,
    count(*) as mentions,
    avg(score) as mean_score
from core.entity_mentions
group by entity_type
order by mentions desc, entity_type asc
limit 10;
