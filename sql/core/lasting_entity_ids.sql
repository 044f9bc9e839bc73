-- Grain: one row per entity that stands and lives on in one of the temporary table `staged_entities`.
-- Key: entity_id. It lives on in the entity that holds its canonical name; if none does, in the one that holds most
-- mentions of its aliases. `position` counts those that live on in one entity, the one with most mentions first.
with held as (
    select
        known.entity_id,
        staged_aliases.entity_id as home_id
    from core.entities as known
    inner join staged_aliases
        on known.entity_type = staged_aliases.entity_type and known.canonical_name = staged_aliases.alias
),

votes as (
    select
        known.entity_id,
        staged_aliases.entity_id as home_id,
        sum(greatest(known.mention_count, 1)) as vote_count
    from core.entity_aliases as known
    inner join staged_aliases
        on known.entity_type = staged_aliases.entity_type and known.alias = staged_aliases.alias
    anti join held on known.entity_id = held.entity_id
    group by known.entity_id, staged_aliases.entity_id
),

elected as (
    select
        votes.entity_id,
        votes.home_id
    from votes
    inner join staged_entities on votes.home_id = staged_entities.entity_id
    qualify row_number() over (
        partition by votes.entity_id
        order by votes.vote_count desc, staged_entities.canonical_name asc, votes.home_id asc
    ) = 1
),

homes as (
    select
        entity_id,
        home_id
    from held
    union all
    select
        entity_id,
        home_id
    from elected
)

select
    homes.home_id,
    homes.entity_id,
    known.canonical_name,
    row_number() over (
        partition by homes.home_id
        order by known.mention_count desc, homes.entity_id asc
    ) as position
from homes
inner join core.entities as known on homes.entity_id = known.entity_id;
