-- Grain: one row per name that articles carry now or carried when they were last counted, with its new counts.
-- Key: entity_type, local_name. `counted` is an Arrow table as counted_names.sql gives it, `changed` one with unit_id.
with moves as (
    select
        entity_type,
        local_name,
        mention_count,
        1 as article_count
    from counted
    union all
    select
        entity_type,
        local_name,
        -mention_count as mention_count,
        -1 as article_count
    from ops.counted_names
    where article_id in (select changed.unit_id from changed)
),

moved as (
    select
        entity_type,
        local_name,
        sum(mention_count) as mention_count,
        sum(article_count) as article_count
    from moves
    group by entity_type, local_name
)

select
    moved.entity_type,
    moved.local_name,
    (moved.mention_count + coalesce(alias.mention_count, 0))::bigint as mention_count,
    (moved.article_count + coalesce(alias.article_count, 0))::bigint as article_count
from moved
left join core.entity_aliases as alias
    on moved.entity_type = alias.entity_type and moved.local_name = alias.alias
where moved.mention_count <> 0 or moved.article_count <> 0 or alias.alias is null
order by moved.entity_type, moved.local_name;
