-- Grain: one row per mention that stands for a place, with the part of the mentions of entities that its article
-- belongs to (temporary table `article_parts`), in the order of parts.
-- Key: span, as in paired_mentions.sql. Places are the numbers of `numbered_places`.
select
    parts.part,
    hash(mentions.article_id, mentions.field, mentions.start_char, mentions.end_char) as span,
    places.number as place
from core.place_mentions as mentions
inner join article_parts as parts on hash(mentions.article_id) = parts.article
inner join numbered_places as places on hash(mentions.place_id) = places.hash
where mentions.resolution_basis is distinct from 'container'
order by parts.part;
