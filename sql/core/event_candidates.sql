-- Grain: one row per pair of events of articles, one of them in an article of `units`, that may be one event.
-- Key: local_event_id, other_local_event_id. `units` is an Arrow table with a column unit_id. The two are of one type,
-- of days that are near one another, and share their story, their place, or both who did it and to whom.
-- parameter: apart_days
-- parameter: most
with locals as (
    select
        members.local_event_id,
        any_value(members.article_id) as article_id,
        any_value(mentions.event_type) as event_type,
        min(mentions.place_id) as place_id,
        min(mentions.actor_entity_id) as actor_entity_id,
        min(mentions.target_entity_id) as target_entity_id,
        min(mentions.earliest) as earliest,
        max(mentions.latest) as latest,
        any_value(articles.story_id) as story_id
    from ops.event_members as members
    inner join core.event_mentions as mentions on members.event_mention_id = mentions.event_mention_id
    inner join core.articles as articles on members.article_id = articles.article_id
    group by members.local_event_id
),

wanted as (
    select *
    from locals
    where article_id in (select units.unit_id from units)
),

met as (
    select
        wanted.local_event_id,
        others.local_event_id as other_local_event_id,
        1 as closeness
    from wanted
    inner join locals as others on wanted.event_type = others.event_type and wanted.story_id = others.story_id
    where
        wanted.article_id <> others.article_id
        and (
            wanted.earliest is null or others.latest is null
            or others.latest + $apart_days::integer >= wanted.earliest
        )
        and (
            wanted.latest is null or others.earliest is null
            or wanted.latest + $apart_days::integer >= others.earliest
        )
    union all
    select
        wanted.local_event_id,
        others.local_event_id as other_local_event_id,
        2 as closeness
    from wanted
    inner join locals as others on wanted.event_type = others.event_type and wanted.place_id = others.place_id
    where
        wanted.article_id <> others.article_id
        and others.latest + $apart_days::integer >= wanted.earliest
        and wanted.latest + $apart_days::integer >= others.earliest
    union all
    select
        wanted.local_event_id,
        others.local_event_id as other_local_event_id,
        2 as closeness
    from wanted
    inner join locals as others
        on
            wanted.event_type = others.event_type
            and wanted.actor_entity_id = others.actor_entity_id
            and wanted.target_entity_id = others.target_entity_id
    where
        wanted.article_id <> others.article_id
        and others.latest + $apart_days::integer >= wanted.earliest
        and wanted.latest + $apart_days::integer >= others.earliest
),

ranked as (
    select
        local_event_id,
        other_local_event_id,
        row_number() over (
            partition by local_event_id
            order by
                sum(closeness) desc,
                hash(
                    least(local_event_id, other_local_event_id)
                    || greatest(local_event_id, other_local_event_id)
                ) asc
        ) as position
    from met
    group by local_event_id, other_local_event_id
)

select distinct
    least(local_event_id, other_local_event_id) as local_event_id,
    greatest(local_event_id, other_local_event_id) as other_local_event_id
from ranked
where position <= $most::bigint
order by local_event_id asc, other_local_event_id asc;
