-- Grain: one row per day of collection or of publication that commits after $after changed, of each kind the latest
-- $most.
-- Key: kind, day.
-- parameter: after
-- parameter: most
with touched as (
    select
        'collected' as kind,
        collected_at::date as day
    from raw.documents
    where document_id in (select units.unit_id from units)
    union
    select
        'published' as kind,
        published_date as day
    from ops.changes
    where change_number > $after and published_date is not null
)

select
    kind,
    day
from touched
qualify row_number() over (partition by kind order by day desc) <= $most
order by kind, day;
