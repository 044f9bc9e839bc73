-- Grain: one row per entity of `touched`, with how often and in how many articles it is mentioned.
-- Key: entity_id. `touched` has a column entity_id. An article with two forms of an entity counts once.
select
    alias.entity_id,
    sum(counted.mention_count)::bigint as mention_count,
    count(distinct counted.article_id) as article_count
from core.entity_aliases as alias
inner join ops.counted_names as counted
    on alias.entity_type = counted.entity_type and alias.alias = counted.local_name
where alias.entity_id in (select touched.entity_id from touched)
group by alias.entity_id;
