-- Grain: one row per pair of the temporary table `uncertain` that stands in an article together.
-- Two names for one place, such as a country's and its people's, are no pair.
-- Key: entity_id, other_entity_id. Of each pair, the articles of the name that fewer have are looked at.
-- `hashed` is a temporary table as paired_hashes.sql gives it.
with counts as (
    select
        entity,
        count(*) as article_count
    from hashed
    group by entity
),

pairs as (
    select
        rowid as pair,
        hash(entity_id) as entity,
        hash(other_entity_id) as other_entity
    from uncertain
),

sought as (
    select
        pairs.pair,
        case when one.article_count <= other.article_count then pairs.entity else pairs.other_entity end as rarer,
        case when one.article_count <= other.article_count then pairs.other_entity else pairs.entity end as companion
    from pairs
    inner join counts as one on pairs.entity = one.entity
    inner join counts as other on pairs.other_entity = other.entity
),

candidates as (
    select
        sought.pair,
        sought.companion,
        hashed.article,
        hashed.published_date,
        hashed.place
    from sought
    inner join hashed on sought.rarer = hashed.entity
),

recounted as (
    select
        candidates.pair,
        count(*) as article_count,
        min(candidates.published_date) as first_published_date,
        max(candidates.published_date) as last_published_date
    from candidates
    inner join hashed on candidates.article = hashed.article and candidates.companion = hashed.entity
    where not coalesce(candidates.place = hashed.place, false)
    group by candidates.pair
)

select
    uncertain.entity_id,
    uncertain.other_entity_id,
    uncertain.pair_hash,
    recounted.article_count,
    recounted.first_published_date,
    recounted.last_published_date
from uncertain
inner join recounted on uncertain.rowid = recounted.pair;
