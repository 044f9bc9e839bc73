-- Grain: one row per article of `units`, entity type and name in it, with its mentions; one in the title counts twice.
-- Key: article_id, entity_type, name. `units` is an Arrow table with a column unit_id.
select
    mentions.article_id,
    mentions.entity_type,
    lower(coalesce(entities.canonical_name, mentions.local_name)) as name,
    sum(case when mentions.field = 'title' then 2 else 1 end)::bigint as mention_count
from core.entity_mentions as mentions
left join core.entities as entities on mentions.entity_id = entities.entity_id
where mentions.article_id in (select units.unit_id from units)
group by all
order by mentions.article_id, mentions.entity_type, name;
