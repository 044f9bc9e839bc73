-- Grain: one row per mention of an entity, its ids as numbers.
-- Key: span. Articles and spans are hashes of 64 bits: of two million articles, that two share one is as likely as one
-- in nine million. Entities have numbers in the order of their ids.
with mentions as (
    select
        entity_id,
        hash(article_id) as article,
        hash(article_id, field, start_char, end_char) as span
    from core.entity_mentions
)

select
    mentions.article,
    numbered_entities.number as entity,
    mentions.span
from mentions
inner join numbered_entities on mentions.entity_id = numbered_entities.entity_id;
