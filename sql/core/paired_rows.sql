-- Grain: one row per article and pair of entities that `held` has, but for two names of one place.
-- Key: article, pair_hash. `held` is a relation with the columns of ops.paired_entities; `article` is a hash of the id.
-- `pair_hash` is the key of ops.single_pairs, made of a hash per entity: of 30 million pairs, that two share one is as
-- likely as one in 20,000.
with hashed as (
    select
        hash(article_id) as article,
        entity_id,
        md5_number_lower(entity_id) as entity_hash,
        published_date,
        place_id
    from held
)

select
    one.article,
    one.entity_id,
    other.entity_id as other_entity_id,
    (xor(one.entity_hash, other.entity_hash >> 1) >> 1)::bigint as pair_hash,
    one.published_date
from hashed as one
inner join hashed as other on one.article = other.article and one.entity_id < other.entity_id
where not coalesce(one.place_id = other.place_id, false);
