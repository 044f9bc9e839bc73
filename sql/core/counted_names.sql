-- Grain: one row per article of `changed` and name that its mentions carry.
-- Key: article_id, entity_type, local_name. `changed` is an Arrow table with a column unit_id.
select
    article_id,
    entity_type,
    local_name,
    count(*) as mention_count
from core.entity_mentions
where article_id in (select changed.unit_id from changed)
group by article_id, entity_type, local_name
order by article_id, entity_type, local_name;
