-- Grain: one row per pair of entities that the articles of `changed` hold now, or held when they were last counted.
-- Key: entity_id, other_entity_id. `led` is an Arrow table as leading_entities.sql gives it.
with held as (
    select
        article_id,
        entity_id
    from ops.paired_entities
    where article_id in (select changed.unit_id from changed)
    union
    select
        article_id,
        entity_id
    from led
)

select distinct
    one.entity_id,
    other.entity_id as other_entity_id
from held as one
inner join held as other on one.article_id = other.article_id and one.entity_id < other.entity_id;
