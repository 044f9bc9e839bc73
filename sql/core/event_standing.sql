-- Grain: one row per mention of the events of changed articles, and of those events of others that can be told with one
-- of them.
-- Key: event_mention_id. `changed` is an Arrow table with a column unit_id; `members` are rows of ops.event_members:
-- those of `changed`, as they will be. What an article says of one type is taken or left as a whole, since an event's
-- days and parties are those of all its mentions: some of it shares a story, place or actor, and its days are near.
-- parameter: apart_days
with wanted as (
    select
        members.local_event_id,
        any_value(mentions.event_type) as event_type,
        min(mentions.place_id) as place_id,
        min(mentions.actor_entity_id) as actor_entity_id,
        min(mentions.target_entity_id) as target_entity_id,
        min(mentions.earliest) as earliest,
        max(mentions.latest) as latest,
        any_value(articles.story_id) as story_id
    from members
    inner join core.event_mentions as mentions on members.event_mention_id = mentions.event_mention_id
    inner join core.articles as articles on members.article_id = articles.article_id
    group by members.local_event_id
),

sharing as (
    select hash(mentions.article_id, mentions.event_type) as telling
    from core.event_mentions as mentions
    semi join wanted on mentions.event_type = wanted.event_type and mentions.place_id = wanted.place_id
    union all
    select hash(mentions.article_id, mentions.event_type) as telling
    from core.event_mentions as mentions
    semi join wanted
        on mentions.event_type = wanted.event_type and mentions.actor_entity_id = wanted.actor_entity_id
    union all
    select hash(articles.article_id, wanted.event_type) as telling
    from core.articles as articles
    inner join wanted on articles.story_id = wanted.story_id
),

spans as (
    select
        hash(article_id, event_type) as telling,
        any_value(event_type) as event_type,
        min(earliest) as earliest,
        max(latest) as latest
    from core.event_mentions
    where hash(article_id, event_type) in (select sharing.telling from sharing)
    group by telling
),

reaches as (
    select distinct
        event_type,
        coalesce(earliest - '1970-01-01'::date, -10000000)::integer - $apart_days::integer as first_day,
        coalesce(latest - '1970-01-01'::date, 10000000)::integer + $apart_days::integer as last_day
    from wanted
),

-- spells without a gap: there are few however many events are wanted
opened as (
    select
        *,
        first_day > max(last_day) over (
            partition by event_type
            order by first_day asc, last_day asc
            rows between unbounded preceding and 1 preceding
        ) as is_apart
    from reaches
),

numbered as (
    select
        *,
        count(*) filter (where is_apart) over (
            partition by event_type
            order by first_day asc, last_day asc
            rows between unbounded preceding and current row
        ) as spell
    from opened
),

spells as (
    select
        event_type,
        min(first_day) as first_day,
        max(last_day) as last_day
    from numbered
    group by event_type, spell
),

near as (
    select spans.telling
    from spans
    inner join spells on spans.event_type = spells.event_type
    where
        coalesce(spans.latest - '1970-01-01'::date, 10000000)::integer >= spells.first_day
        and coalesce(spans.earliest - '1970-01-01'::date, -10000000)::integer <= spells.last_day
),

others as (
    select
        known.event_mention_id,
        known.article_id,
        known.local_event_id
    from ops.event_members as known
    anti join changed on known.article_id = changed.unit_id
    where
        known.event_mention_id in (
            select mentions.event_mention_id
            from core.event_mentions as mentions
            where hash(mentions.article_id, mentions.event_type) in (select near.telling from near)
        )
),

everything as materialized (
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
),

locals as (
    select
        local_event_id,
        row_number() over () as local
    from (select distinct everything.local_event_id from everything) as told
),

articles as (
    select
        article_id,
        row_number() over () as article
    from (select distinct everything.article_id from everything) as telling
)

select
    everything.*,
    locals.local,
    articles.article
from everything
inner join locals on everything.local_event_id = locals.local_event_id
inner join articles on everything.article_id = articles.article_id;
