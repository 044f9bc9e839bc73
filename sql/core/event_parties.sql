-- Grain: one row per mention of an event in an article of `units`, with the entities of its actor and target as they
-- are now.
-- Key: event_mention_id. `units` is an Arrow table with a column unit_id. Of the names in a phrase the last counts: it
-- is the one that the phrase is about ('President Putin').
with mentions as (
    select *
    from core.event_mentions
    where article_id in (select units.unit_id from units)
),

parties as (
    select
        mentions.event_mention_id,
        arg_max(names.entity_id, names.start_char) filter (
            where names.start_char >= mentions.actor_start_char and names.end_char <= mentions.actor_end_char
        ) as actor_entity_id,
        arg_max(names.entity_id, names.start_char) filter (
            where names.start_char >= mentions.target_start_char and names.end_char <= mentions.target_end_char
        ) as target_entity_id
    from mentions
    inner join core.entity_mentions as names
        on mentions.article_id = names.article_id and mentions.field = names.field
    group by mentions.event_mention_id
)

select
    mentions.event_mention_id,
    parties.actor_entity_id,
    parties.target_entity_id
from mentions
left join parties on mentions.event_mention_id = parties.event_mention_id;
