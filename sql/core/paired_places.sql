-- Grain: one row per mention that stands for a place in one of so many parts of the articles, its ids as numbers.
-- Key: span, as in paired_mentions.sql. Places have numbers in the order of their ids.
-- parameter: parts
-- parameter: part
select
    hash(mention.article_id, mention.field, mention.start_char, mention.end_char) as span,
    numbered_places.number as place
from core.place_mentions as mention
inner join numbered_places on mention.place_id = numbered_places.place_id
where
    mention.resolution_basis is distinct from 'container'
    and ($parts = 1 or hash(mention.article_id) % $parts::ubigint = $part::ubigint);
