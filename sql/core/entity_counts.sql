-- Grain: one row per entity that mentions carry, with how often and in how many articles.
-- Key: entity_id. Counted from the mentions: an article with two forms of an entity counts once.
select
    entity_id,
    count(*) as mention_count,
    count(distinct article_id) as article_count
from core.entity_mentions
where entity_id is not null
group by entity_id;
