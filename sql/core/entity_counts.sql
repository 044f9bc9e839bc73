-- Grain: one row per entity of `touched`, with how often and in how many articles it is mentioned.
-- Key: entity_id. `touched` has a column entity_id. An article with two forms of an entity counts once: its rows are
-- added up first, which DuckDB can do on disk; distinct articles of each entity it would count in memory.
-- What parts of `ops.counted_names` that cut no article say of an entity adds up.
with told as (
    select
        alias.entity_id,
        counted.article_id,
        sum(counted.mention_count) as mention_count
    from core.entity_aliases as alias
    inner join ops.counted_names as counted
        on alias.entity_type = counted.entity_type and alias.alias = counted.local_name
    where alias.entity_id in (select touched.entity_id from touched)
    group by alias.entity_id, counted.article_id
)

select
    entity_id,
    sum(mention_count)::bigint as mention_count,
    count(*) as article_count
from told
group by entity_id;
