-- Grain: one row per entity that an article of `changed` mentions.
-- Key: entity_id. `changed` is an Arrow table with a column unit_id.
select
    entity_id,
    canonical_name,
    entity_type,
    wikidata_id,
    mention_count,
    article_count
from core.entities
where
    entity_id in (
        select mention.entity_id
        from core.entity_mentions as mention
        where mention.article_id in (select changed.unit_id from changed)
    );
