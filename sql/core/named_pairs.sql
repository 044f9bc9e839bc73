-- Grain: one row per pair of the Arrow table `counted` of two or more articles, its numbers as the ids of
-- `numbered_entities`.
-- Key: entity_id, other_entity_id.
select
    one.entity_id,
    other.entity_id as other_entity_id,
    counted.article_count,
    counted.first_published_date,
    counted.last_published_date
from counted
inner join numbered_entities as one on counted.entity = one.number
inner join numbered_entities as other on counted.other_entity = other.number
where counted.article_count >= 2;
