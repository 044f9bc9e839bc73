-- Grain: one row per mention of the events of changed articles, and of those events of others that share their type and
-- their story, place or actor with one of them.
-- Key: event_mention_id. `changed` is an Arrow table with a column unit_id; `members` are rows of ops.event_members:
-- those of `changed`, as they will be.
with told as (
    select distinct
        mentions.event_type,
        mentions.place_id,
        mentions.actor_entity_id,
        articles.story_id
    from members
    inner join core.event_mentions as mentions on members.event_mention_id = mentions.event_mention_id
    inner join core.articles as articles on members.article_id = articles.article_id
),

sharing as (
    select mentions.event_mention_id
    from core.event_mentions as mentions
    semi join told on mentions.event_type = told.event_type and mentions.place_id = told.place_id
    union all
    select mentions.event_mention_id
    from core.event_mentions as mentions
    semi join told on mentions.event_type = told.event_type and mentions.actor_entity_id = told.actor_entity_id
    union all
    select mentions.event_mention_id
    from core.event_mentions as mentions
    where
        mentions.article_id in (
            select articles.article_id
            from core.articles as articles
            where
                articles.story_id in (
                    select told.story_id
                    from told
                    where told.story_id is not null
                )
        )
),

others as (
    select
        known.event_mention_id,
        known.article_id,
        known.local_event_id
    from ops.event_members as known
    anti join changed on known.article_id = changed.unit_id
    where
        known.local_event_id in (
            select standing.local_event_id
            from ops.event_members as standing
            where standing.event_mention_id in (select sharing.event_mention_id from sharing)
        )
),

everything as (
    select
        event_mention_id,
        article_id,
        local_event_id,
        true as is_wanted
    from members
    union all
    select
        event_mention_id,
        article_id,
        local_event_id,
        false as is_wanted
    from others
)

select
    *,
    dense_rank() over (order by local_event_id) as local,
    dense_rank() over (order by article_id) as article
from everything;
