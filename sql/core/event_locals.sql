-- Grain: one row per event of an article in `standing` that shares something which events of other articles may share.
-- Key: local. `standing` has one row per mention with the numbers of its event (`local`) and of its article, and
-- whether the event is to be linked (`is_wanted`). Days are counted from 1970; an open side is a day that never comes.
-- What it can meet lies within its reach: its days, or, where a side is open, those of the dated events of its story;
-- of a story without such, days long before all others that are the story's alone. Numbers of rows follow the length
-- of the reach, then its first day: rows that follow one another meet few others.
-- Two blocks of equal hashes would only be looked through together if they were ever to occur.
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
        coalesce(latest - '1970-01-01'::date + $apart_days::integer, 10000000)::integer as last_day,
        if(story_id is not null, hash(event_type, story_id), null) as story_block
    from locals
),

stories as (
    select
        story_block,
        -20000000 - (story_block % 10000000)::integer as own_day,
        min(first_day) filter (where is_dated) as first_day,
        max(last_day) filter (where is_dated) as last_day
    from spans
    where story_block is not null
    group by story_block
    having min(article) < max(article)
),

blocks as (
    select
        spans.local,
        spans.article,
        spans.local_event_id,
        spans.is_wanted,
        spans.first_day,
        spans.last_day,
        if(spans.is_dated, spans.first_day, coalesce(stories.first_day, stories.own_day)) as reach_first_day,
        if(spans.is_dated, spans.last_day, coalesce(stories.last_day, stories.own_day)) as reach_last_day,
        stories.story_block,
        if(spans.is_dated and spans.place_id is not null, hash(spans.event_type, spans.place_id), null) as place_block,
        if(
            spans.is_dated and spans.actor_entity_id is not null and spans.target_entity_id is not null,
            hash(spans.event_type, spans.actor_entity_id, spans.target_entity_id), null
        ) as parties_block
    from spans
    left join stories on spans.story_block = stories.story_block
)

select
    row_number() over () as number,
    *
from (
    select *
    from blocks
    where coalesce(story_block, place_block, parties_block) is not null
    order by
        ceil(log2(greatest(reach_last_day - reach_first_day, 8)) / 2) asc,
        reach_first_day asc,
        local asc
) as ordered;
