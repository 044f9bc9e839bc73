-- Grain: one row per mention of a canonical entity in the articles of `wanted`.
-- Key: article_id, field, start_char, end_char.
select
    entity_mentions.article_id,
    entity_mentions.field,
    entity_mentions.start_char,
    entity_mentions.end_char,
    entity_mentions.surface,
    entity_mentions.score,
    entities.entity_id,
    entities.canonical_name,
    entities.entity_type
from core.entity_mentions
inner join core.entities on entity_mentions.entity_id = entities.entity_id
where entity_mentions.article_id in (select wanted.article_id from wanted)
order by
    entity_mentions.article_id asc,
    entity_mentions.field asc,
    entity_mentions.start_char asc,
    entity_mentions.end_char asc;
