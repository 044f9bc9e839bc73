-- Grain: one row per local name and type that mentions carry.
-- Key: local_name, entity_type. What canonical entities are made from.
select
    local_name,
    entity_type,
    count(*) as mention_count,
    count(distinct article_id) as article_count
from core.entity_mentions
group by local_name, entity_type
order by local_name, entity_type;
