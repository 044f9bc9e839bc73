-- One row per day, place and type of event: how many events the news tells of that day, each counted once.
-- The day is the event's last possible one; events that are denied by all, or not placed within a week, are left out.
-- Key: event_day, place_id, event_type; place_id is NULL for events of unknown place.
-- column: event_day: The day of the events, not of the articles
-- column: place_id: Where, in core.places; NULL when not known
-- column: place_name: The gazetteer's main name
-- column: country_code: ISO 3166-1 alpha-2
-- column: event_type: PLOVER type
-- column: event_count: Events
-- column: asserted_event_count: Of these, events that at least one outlet states as a fact
-- column: exact_event_count: Of these, events whose day the text names
-- column: article_count: Articles that tell them, an article counted once per event
-- column: source_count: Most outlets that tell one of them
with placed as (
    select
        latest as event_day,
        place_id,
        event_type,
        event_id,
        article_count,
        source_count,
        asserted_count,
        earliest = latest as is_exact
    from core.events
    where
        latest is not null
        and earliest is not null
        and latest - earliest <= 7
        and denied_count < mention_count
)

select
    placed.event_day,
    placed.place_id,
    any_value(places.name) as place_name,
    any_value(places.country_code) as country_code,
    placed.event_type,
    count(*) as event_count,
    count(*) filter (where placed.asserted_count > 0) as asserted_event_count,
    count(*) filter (where placed.is_exact) as exact_event_count,
    sum(placed.article_count)::bigint as article_count,
    max(placed.source_count) as source_count
from placed
left join core.places as places on placed.place_id = places.place_id
group by placed.event_day, placed.place_id, placed.event_type;
