-- What happened at a place: each event once, the latest first, with who did it to whom, how many outlets tell it and
-- claim it.
-- The place may be given by its main name or by any spelling. `type` is a PLOVER type such as ASSAULT.
-- parameter: place
-- parameter: type = any
-- parameter: limit = 50
with matching_places as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
)

select
    events.earliest,
    events.latest,
    events.event_type,
    events.mode,
    actors.canonical_name as actor,
    targets.canonical_name as target,
    places.name as place_name,
    events.label as words,
    events.article_count,
    events.source_count,
    events.asserted_count,
    events.claimed_by_count,
    events.denied_count,
    events.score,
    events.event_id
from core.events
inner join core.places on events.place_id = places.place_id
left join core.entities as actors on events.actor_entity_id = actors.entity_id
left join core.entities as targets on events.target_entity_id = targets.entity_id
where
    events.place_id in (select matching_places.place_id from matching_places)
    and ($type = 'any' or events.event_type = upper($type))
order by events.latest desc nulls last, events.source_count desc, events.score desc, events.event_id asc
limit $limit::bigint;
