-- Grain: one row per pair of the temporary table `uncertain` that stands in two or more articles together.
-- Two names for one place, such as a country's and its people's, are no pair.
-- Key: entity_id, other_entity_id. Of each pair, the articles of the name that fewer have are looked at.
with named as (
    select entity_id
    from uncertain
    union
    select other_entity_id
    from uncertain
),

held as (
    select
        article_id,
        entity_id,
        published_date,
        place_id
    from ops.paired_entities
    where entity_id in (select named.entity_id from named)
),

counts as (
    select
        entity_id,
        count(*) as article_count
    from held
    group by entity_id
),

sought as (
    select
        uncertain.entity_id,
        uncertain.other_entity_id,
        one.article_count <= other.article_count as is_first_rarer
    from uncertain
    inner join counts as one on uncertain.entity_id = one.entity_id
    inner join counts as other on uncertain.other_entity_id = other.entity_id
),

candidates as (
    select
        sought.entity_id,
        sought.other_entity_id,
        held.article_id,
        held.published_date,
        held.place_id,
        case when sought.is_first_rarer then sought.other_entity_id else sought.entity_id end as companion_id
    from sought
    inner join held
        on held.entity_id = case when sought.is_first_rarer then sought.entity_id else sought.other_entity_id end
)

select
    candidates.entity_id,
    candidates.other_entity_id,
    count(*) as article_count,
    min(candidates.published_date) as first_published_date,
    max(candidates.published_date) as last_published_date
from candidates
inner join held on candidates.article_id = held.article_id and candidates.companion_id = held.entity_id
where not coalesce(candidates.place_id = held.place_id, false)
group by candidates.entity_id, candidates.other_entity_id
having count(*) >= 2;
