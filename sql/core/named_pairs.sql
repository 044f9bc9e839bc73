-- Grain: one row per pair of the Arrow table `counted` of two or more articles, its numbers as the ids of
-- `numbered_entities`.
-- Key: entity_id, other_entity_id. `entity_hash` is of `numbered_entities`; the hash is that of paired_rows.sql.
select
    one.entity_id,
    other.entity_id as other_entity_id,
    counted.article_count,
    counted.first_published_date,
    counted.last_published_date,
    (xor(one.entity_hash, other.entity_hash >> 1) >> 1)::bigint as pair_hash
from counted
inner join numbered_entities as one on counted.entity = one.number
inner join numbered_entities as other on counted.other_entity = other.number
where counted.article_count >= 2;
