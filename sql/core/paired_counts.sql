-- Grain: one row per entity of `held`: in how many articles it is, and of how many it is the first. Key: entity.
-- `held` is a relation: article, entity; each article has one first entity, so that these numbers add up to the
-- articles.
with firsts as (
    select min(entity) as entity
    from held
    group by article
),

first_counts as (
    select
        entity,
        count(*) as first_count
    from firsts
    group by entity
),

counts as (
    select
        entity,
        count(*) as article_count
    from held
    group by entity
)

select
    counts.entity,
    counts.article_count,
    coalesce(first_counts.first_count, 0) as first_count
from counts
left join first_counts on counts.entity = first_counts.entity;
