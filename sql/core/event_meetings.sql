-- Grain: one row per pair of events of articles that may be one event, found from one of the rows `first` to `last` of
-- the temporary table `event_locals`; their reaches lie between `first_day` and `last_day`.
-- Key: local, other_local. The two are of one type, of days that are near one another, and share their story, their
-- place, or both who did it and to whom. Of more than `most`, those that share most; of equals, as hashes have it.
-- parameter: first
-- parameter: last
-- parameter: first_day
-- parameter: last_day
-- parameter: most
with blocks as (
    select
        number,
        local,
        article,
        is_wanted,
        first_day,
        last_day,
        unnest([story_block, place_block, parties_block]) as block,
        unnest([1, 2, 2]) as closeness
    from event_locals
    where reach_first_day <= $last_day::integer and reach_last_day >= $first_day::integer
),

wanted as (
    select *
    from blocks
    where number between $first::bigint and $last::bigint and is_wanted
),

met as (
    select
        wanted.local,
        others.local as other_local,
        wanted.closeness
    from wanted
    inner join blocks as others on wanted.block = others.block
    where
        wanted.article <> others.article
        and others.last_day >= wanted.first_day
        and wanted.last_day >= others.first_day
),

near as (
    select
        local,
        other_local,
        sum(closeness)::integer as closeness
    from met
    group by local, other_local
),

crowded as (
    select local
    from near
    group by local
    having count(*) > $most::bigint
),

-- the nearest are kept by an aggregate: a window would put all candidates in order
nearest as (
    select
        near.local,
        unnest(
            arg_min(
                near.other_local,
                {
                    'further': -near.closeness,
                    'chance': hash(
                        least(one.local_event_id, other.local_event_id)
                        || greatest(one.local_event_id, other.local_event_id)
                    )
                },
                $most::bigint
            )
        ) as other_local
    from near
    inner join crowded on near.local = crowded.local
    inner join event_locals as one on near.local = one.local
    inner join event_locals as other on near.other_local = other.local
    group by near.local
)

select
    least(near.local, near.other_local) as local,
    greatest(near.local, near.other_local) as other_local
from near
anti join crowded on near.local = crowded.local
union all
select
    least(local, other_local) as local,
    greatest(local, other_local) as other_local
from nearest;
