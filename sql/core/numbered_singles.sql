-- Grain: one row per pair of the Arrow table `counted` of one article. Key: pair_hash.
-- The hash is that of paired_rows.sql; `entity_hash` is a column of `numbered_entities`.
select
    (xor(one.entity_hash, other.entity_hash >> 1) >> 1)::bigint as pair_hash,
    counted.first_published_date as published_date
from counted
inner join numbered_entities as one on counted.entity = one.number
inner join numbered_entities as other on counted.other_entity = other.number
where counted.article_count = 1;
