-- Grain: one row per article and pair of entities that `held` has, but for two names of one place.
-- Key: article_id, entity_id, other_entity_id. `held` is a relation with the columns of ops.paired_entities.
select
    one.article_id,
    one.entity_id,
    other.entity_id as other_entity_id,
    one.published_date
from held as one
inner join held as other on one.article_id = other.article_id and one.entity_id < other.entity_id
where not coalesce(one.place_id = other.place_id, false);
