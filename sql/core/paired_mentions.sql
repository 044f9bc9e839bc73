-- Grain: one row per mention of an entity in one of so many parts of the articles, its ids as numbers.
-- Key: span. Articles and spans are hashes of 64 bits: of two million articles, that two share one is as likely as one in
-- nine million. Entities have numbers in the order of their ids.
-- parameter: parts
-- parameter: part
select
    hash(mention.article_id) as article,
    numbered_entities.number as entity,
    hash(mention.article_id, mention.field, mention.start_char, mention.end_char) as span
from core.entity_mentions as mention
inner join numbered_entities on mention.entity_id = numbered_entities.entity_id
where $parts = 1 or hash(mention.article_id) % $parts::ubigint = $part::ubigint;
