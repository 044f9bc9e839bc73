-- One row per entity and surface: every form that texts use for it, with its mentions.
-- Key: entity_id, surface.
-- column: entity_id: The entity, in core.entities
-- column: canonical_name: Best full form of the entity
-- column: entity_type: OntoNotes name
-- column: surface: The characters as written
-- column: mention_count: Mentions with these characters
-- column: article_count: Articles with such a mention
select
    mention.entity_id,
    entity.canonical_name,
    mention.entity_type,
    mention.surface,
    count(*) as mention_count,
    count(distinct mention.article_id) as article_count
from core.entity_mentions as mention
inner join core.entities as entity on mention.entity_id = entity.entity_id
group by mention.entity_id, entity.canonical_name, mention.entity_type, mention.surface;
