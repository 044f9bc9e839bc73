-- Grain: one row per local name and type that mentions carry.
-- Key: local_name, entity_type. What canonical entities are made from.
select
    local_name,
    entity_type,
    sum(mention_count)::bigint as mention_count,
    count(*) as article_count
from ops.counted_names
group by local_name, entity_type
order by local_name, entity_type;
