-- Grain: one row per entity that changed articles hold or held and that any article still holds. Key: entity_id.
-- `counts_before` and `counts_now` are relations as paired_counts.sql gives them.
with summands as (
    select
        entity,
        article_count,
        first_count
    from counts_now
    union all
    select
        entity,
        -article_count as article_count,
        -first_count as first_count
    from counts_before
    union all
    select
        entity_id as entity,
        article_count,
        first_count
    from ops.paired_counts
    where
        entity_id in (
            select counts_now.entity
            from counts_now
            union
            select counts_before.entity
            from counts_before
        )
)

select
    entity as entity_id,
    sum(article_count)::bigint as article_count,
    sum(first_count)::bigint as first_count
from summands
group by entity
having sum(article_count) > 0;
