-- Grain: one row per pair of events of articles, one of them in an article of `units`, that may be one event.
-- Key: local_event_id, other_local_event_id. The two are of one type, of days that are near one another, and share
-- their story, their place, or both who did it and to whom. `units` and `changed` are Arrow tables with a column
-- unit_id; `members` are rows of ops.event_members: those of `changed`, of which `units` are a part, as they will be.
-- parameter: apart_days
-- parameter: most
with standing as (
    select
        members.event_mention_id,
        members.article_id,
        members.local_event_id
    from members
    union all
    select
        event_mention_id,
        article_id,
        local_event_id
    from ops.event_members
    where article_id not in (select changed.unit_id from changed)
),

locals as (
    select
        standing.local_event_id,
        any_value(standing.article_id) as article_id,
        any_value(mentions.event_type) as event_type,
        min(mentions.place_id) as place_id,
        min(mentions.actor_entity_id) as actor_entity_id,
        min(mentions.target_entity_id) as target_entity_id,
        min(mentions.earliest) as earliest,
        max(mentions.latest) as latest,
        any_value(articles.story_id) as story_id
    from standing
    inner join core.event_mentions as mentions on standing.event_mention_id = mentions.event_mention_id
    inner join core.articles as articles on standing.article_id = articles.article_id
    group by standing.local_event_id
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
