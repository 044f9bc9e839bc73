-- Grain: one row per mention of the temporary table `made_members`, with the event that it was in and the part that it
-- is grouped in: what is tied together (temporary table `tied`) is in one part.
-- Key: event_mention_id.
-- parameter: parts
with items as (
    select
        made.event_mention_id,
        made.article_id,
        made.local_event_id,
        mentions.earliest,
        standing.event_id,
        tied.label
    from made_members as made
    inner join core.event_mentions as mentions on made.event_mention_id = mentions.event_mention_id
    left join ops.event_members as standing on made.event_mention_id = standing.event_mention_id
    left join tied on made.local_event_id = tied.unit_id
)

select
    *,
    (hash(coalesce(label::varchar, local_event_id)) % $parts::ubigint)::integer as part
from items
order by part;
