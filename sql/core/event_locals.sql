-- Grain: one row per event of an article in `standing`, with what it can share with events of other articles.
-- Key: local. `standing` has one row per mention with the numbers of its event (`local`) and of its article, and
-- whether the event is to be linked (`is_wanted`). Numbers of rows follow the length of intervals, then their first
-- days: rows that follow one another meet few others. Days are counted from 1970; an open side is a day that never
-- comes. Two blocks of equal hashes would only be looked through together if they were ever to occur.
-- parameter: apart_days
with locals as (
    select
        standing.local,
        any_value(standing.article) as article,
        any_value(standing.local_event_id) as local_event_id,
        any_value(standing.is_wanted) as is_wanted,
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
    group by standing.local
),

spans as (
    select
        *,
        earliest is not null and latest is not null as is_dated,
        coalesce(earliest - '1970-01-01'::date, -10000000)::integer as first_day,
        coalesce(latest - '1970-01-01'::date + $apart_days::integer, 10000000)::integer as last_day
    from locals
),

blocks as (
    select
        local,
        article,
        local_event_id,
        is_wanted,
        first_day,
        last_day,
        if(story_id is not null, hash(event_type, story_id), null) as story_block,
        if(is_dated and place_id is not null, hash(event_type, place_id), null) as place_block,
        if(
            is_dated and actor_entity_id is not null and target_entity_id is not null,
            hash(event_type, actor_entity_id, target_entity_id), null
        ) as parties_block
    from spans
    order by
        ceil(log2(greatest(last_day - first_day, 8)) / 2) asc,
        first_day asc,
        local asc
)

select
    row_number() over () as number,
    *
from blocks;
