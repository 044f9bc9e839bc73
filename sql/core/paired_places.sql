-- Grain: one row per mention that stands for a place, its ids as numbers.
-- Key: span, as in paired_mentions.sql. Places have numbers in the order of their ids.
with mentions as (
    select
        place_id,
        hash(article_id, field, start_char, end_char) as span
    from core.place_mentions
    where resolution_basis is distinct from 'container'
)

select
    mentions.span,
    numbered_places.number as place
from mentions
inner join numbered_places on mentions.place_id = numbered_places.place_id;
