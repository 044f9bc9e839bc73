-- Grain: one row per event of an article that is in `seeds`, or tied to one of them by close links or a common event.
-- Key: unit_id. `seeds` is an Arrow table with a column unit_id: ids of what articles tell.
-- parameter: threshold
with recursive firsts as (
    select
        event_id,
        min(local_event_id) as local_event_id
    from ops.event_members
    group by event_id
),

ties as (
    select
        local_event_id as unit_id,
        other_local_event_id as tied_id
    from ops.event_links
    where score >= $threshold::double
    union all
    select
        other_local_event_id as unit_id,
        local_event_id as tied_id
    from ops.event_links
    where score >= $threshold::double
    union all
    select
        members.local_event_id as unit_id,
        others.local_event_id as tied_id
    from ops.event_members as members
    inner join firsts as others on members.event_id = others.event_id
    union all
    select
        others.local_event_id as unit_id,
        members.local_event_id as tied_id
    from ops.event_members as members
    inner join firsts as others on members.event_id = others.event_id
),

reached as (
    select seeds.unit_id from seeds
    union
    select ties.tied_id as unit_id
    from reached
    inner join ties on reached.unit_id = ties.unit_id
)

select unit_id from reached
order by unit_id;
