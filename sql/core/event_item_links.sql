-- Grain: one row per link between two events of articles in the temporary table `event_items` where ties lead from one
-- to the other.
-- Key: local_event_id, other_local_event_id.
-- Links are joined with one end first: joined by their labels, all events of a large tangle would meet.
with locals as (
    select distinct
        local_event_id,
        label,
        part
    from event_items
    where label is not null
),

of_one as materialized (
    select
        links.local_event_id,
        links.other_local_event_id,
        links.score,
        one.label,
        one.part
    from ops.event_links as links
    inner join locals as one on links.local_event_id = one.local_event_id
)

select
    of_one.local_event_id,
    of_one.other_local_event_id,
    of_one.score,
    of_one.part
from of_one
inner join locals as other on of_one.other_local_event_id = other.local_event_id
where of_one.label = other.label
order by of_one.part;
