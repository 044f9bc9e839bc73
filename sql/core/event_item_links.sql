-- Grain: one row per link between two events of articles in the temporary table `event_items` where ties lead from one
-- to the other.
-- Key: local_event_id, other_local_event_id.
with locals as (
    select distinct
        local_event_id,
        label,
        part
    from event_items
    where label is not null
)

select
    links.local_event_id,
    links.other_local_event_id,
    links.score,
    one.part
from ops.event_links as links
inner join locals as one on links.local_event_id = one.local_event_id
inner join locals as other on links.other_local_event_id = other.local_event_id
where one.label = other.label
order by one.part;
