-- Grain: one row per pair of the temporary table `affected` that stands in two or more articles together.
-- Two names for one place, such as a country's and its people's, are no pair.
-- Key: entity_id, other_entity_id. Only articles that hold an entity of such a pair are looked at.
with named as (
    select entity_id
    from affected
    union
    select other_entity_id
    from affected
),

held as (
    select
        article_id,
        entity_id,
        published_date,
        place_id
    from ops.paired_entities
    where entity_id in (select named.entity_id from named)
)

select
    one.entity_id,
    other.entity_id as other_entity_id,
    count(*) as article_count,
    min(one.published_date) as first_published_date,
    max(one.published_date) as last_published_date
from held as one
inner join held as other on one.article_id = other.article_id and one.entity_id < other.entity_id
inner join affected on one.entity_id = affected.entity_id and other.entity_id = affected.other_entity_id
where not coalesce(one.place_id = other.place_id, false)
group by one.entity_id, other.entity_id
having count(*) >= 2;
