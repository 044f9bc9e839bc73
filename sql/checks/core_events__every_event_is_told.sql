-- Every event is told by a mention that stands, and every mention's event stands.
-- scope: table
select
    event.event_id,
    'no mention tells it' as problem
from audited as event
where
    event.event_id not in (
        select mention.event_id
        from core.event_mentions as mention
        where mention.event_id is not null
    )
union all
select
    mention.event_id,
    'a mention tells it, and it is not there' as problem
from core.event_mentions as mention
where
    mention.event_id is not null
    and mention.event_id not in (select event.event_id from core.events as event);
