-- Grain: one row per event of `tellings` (rows of event_tellings.sql, all of each event), the columns of core.events
-- without the label, for which event_labels.sql opens one text per event.
-- Key: event_id. Of what is said equally often the first mention's counts, whatever order rows are met in.
with sources as (
    select
        told.event_id,
        count(distinct told.source_code) as source_count,
        count(distinct told.source_code) filter (where told.is_asserted) as asserted_count
    from (
        select
            event_id,
            is_asserted,
            unnest(source_codes) as source_code
        from tellings
    ) as told
    group by told.event_id
),

-- what is said most often, by counting: aggregates with an order of their own sort each event by itself
said as (
    select
        event_id,
        event_mention_id,
        unnest(['mode', 'actor', 'target', 'place', 'story']) as kind,
        unnest([mode, actor_entity_id, target_entity_id, place_id, story_id]) as value
    from tellings
),

ranked as (
    select
        event_id,
        kind,
        value,
        { 'fewer': -count(*), 'first_mention_id': min(event_mention_id) } as rank
    from said
    where value is not null
    group by event_id, kind, value
),

usual as (
    select
        event_id,
        arg_min(value, rank) filter (where kind = 'mode') as mode,
        arg_min(value, rank) filter (where kind = 'actor') as actor_entity_id,
        arg_min(value, rank) filter (where kind = 'target') as target_entity_id,
        arg_min(value, rank) filter (where kind = 'place') as place_id,
        arg_min(value, rank) filter (where kind = 'story') as story_id
    from ranked
    group by event_id
),

counted as (
    select
        event_id,
        any_value(event_type) as event_type,
        coalesce(
            max(earliest) filter (where day_basis = 'text'),
            max(earliest)
        ) as earliest,
        coalesce(
            min(latest) filter (where day_basis = 'text'),
            min(latest)
        ) as latest,
        count(*) filter (where not is_copy) as mention_count,
        count(distinct article_id) filter (where not is_copy) as article_count,
        count(distinct speaker) filter (where not is_copy) as claimed_by_count,
        count(*) filter (where status = 'denied' and not is_copy) as denied_count,
        max(score) as score,
        arg_min(event_mention_id, { 'worse': -score, 'mention_id': event_mention_id }) as representative_mention_id
    from tellings
    group by event_id
)

select
    counted.event_id,
    counted.event_type,
    usual.mode,
    usual.actor_entity_id,
    usual.target_entity_id,
    usual.place_id,
    least(counted.earliest, coalesce(counted.latest, counted.earliest)) as earliest,
    greatest(counted.latest, coalesce(counted.earliest, counted.latest)) as latest,
    usual.story_id,
    counted.mention_count,
    counted.article_count,
    coalesce(sources.source_count, 0) as source_count,
    coalesce(sources.asserted_count, 0) as asserted_count,
    counted.claimed_by_count,
    counted.denied_count,
    counted.score,
    counted.representative_mention_id
from counted
left join usual on counted.event_id = usual.event_id
left join sources on counted.event_id = sources.event_id
order by counted.event_id;
