-- Grain: one row per pair of entities that changed articles hold now and did not, or held and do not now.
-- Key: entity_id, other_entity_id. `rows_before` and `rows_now` are relations as paired_rows.sql gives them.
-- `article_count`, `first_published_date` and `last_published_date` are what stands, of several articles or of one,
-- with what is gained and without what is lost. `is_certain` where that is right: nothing is lost that a first or last
-- day rests on. `pair_hash` is the key of ops.single_pairs: of 30 million pairs, that two share one is as likely as one
-- in 20,000.
with gained_rows as (
    select
        rows_now.entity_id,
        rows_now.other_entity_id,
        rows_now.published_date
    from rows_now
    anti join rows_before
        on
            rows_now.article_id = rows_before.article_id
            and rows_now.entity_id = rows_before.entity_id
            and rows_now.other_entity_id = rows_before.other_entity_id
            and rows_now.published_date is not distinct from rows_before.published_date
),

lost_rows as (
    select
        rows_before.entity_id,
        rows_before.other_entity_id,
        rows_before.published_date
    from rows_before
    anti join rows_now
        on
            rows_before.article_id = rows_now.article_id
            and rows_before.entity_id = rows_now.entity_id
            and rows_before.other_entity_id = rows_now.other_entity_id
            and rows_before.published_date is not distinct from rows_now.published_date
),

gained as (
    select
        entity_id,
        other_entity_id,
        count(*) as gained_count,
        min(published_date) as first_gained,
        max(published_date) as last_gained
    from gained_rows
    group by entity_id, other_entity_id
),

lost as (
    select
        entity_id,
        other_entity_id,
        count(*) as lost_count,
        min(published_date) as first_lost,
        max(published_date) as last_lost
    from lost_rows
    group by entity_id, other_entity_id
),

changed_pairs as (
    select
        coalesce(gained.entity_id, lost.entity_id) as entity_id,
        coalesce(gained.other_entity_id, lost.other_entity_id) as other_entity_id,
        (
            xor(
                md5_number_lower(coalesce(gained.entity_id, lost.entity_id)),
                md5_number_lower(coalesce(gained.other_entity_id, lost.other_entity_id)) >> 1
            ) >> 1
        )::bigint as pair_hash,
        coalesce(gained.gained_count, 0) - coalesce(lost.lost_count, 0) as more_count,
        gained.first_gained,
        gained.last_gained,
        lost.first_lost,
        lost.last_lost
    from gained
    full join lost on gained.entity_id = lost.entity_id and gained.other_entity_id = lost.other_entity_id
)

select
    changed_pairs.entity_id,
    changed_pairs.other_entity_id,
    changed_pairs.pair_hash,
    standing.article_count is not null as is_standing,
    single.pair_hash is not null as is_single,
    coalesce(standing.article_count, case when single.pair_hash is not null then 1 else 0 end)
    + changed_pairs.more_count as article_count,
    least(standing.first_published_date, single.published_date, changed_pairs.first_gained) as first_published_date,
    greatest(standing.last_published_date, single.published_date, changed_pairs.last_gained) as last_published_date,
    changed_pairs.first_lost is null
    or coalesce(
        changed_pairs.first_lost > standing.first_published_date
        and changed_pairs.last_lost < standing.last_published_date,
        false
    ) as is_certain
from changed_pairs
left join marts.entity_pair_counts as standing
    on
        changed_pairs.entity_id = standing.entity_id
        and changed_pairs.other_entity_id = standing.other_entity_id
left join ops.single_pairs as single on changed_pairs.pair_hash = single.pair_hash;
