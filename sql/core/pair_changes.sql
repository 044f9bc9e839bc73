-- Grain: one row per pair of entities that changed articles hold now and did not, or held and do not now.
-- Key: pair_hash. `rows_before` and `rows_now` are relations as paired_rows.sql gives them.
-- `article_count`, `first_published_date` and `last_published_date` are what stands, of several articles or of one,
-- with what is gained and without what is lost. `is_certain` where that is right: nothing is lost that a first or last
-- day rests on. `standing_row` and `single_row` are the rows of what stands, by which they are deleted. The ids of
-- entities are looked for where a row is written that has them: NULL for pairs of one article.
with gained_rows as (
    select
        rows_now.pair_hash,
        rows_now.published_date
    from rows_now
    anti join rows_before
        on
            rows_now.article = rows_before.article
            and rows_now.pair_hash = rows_before.pair_hash
            and rows_now.published_date is not distinct from rows_before.published_date
),

lost_rows as (
    select
        rows_before.pair_hash,
        rows_before.published_date
    from rows_before
    anti join rows_now
        on
            rows_before.article = rows_now.article
            and rows_before.pair_hash = rows_now.pair_hash
            and rows_before.published_date is not distinct from rows_now.published_date
),

gained as (
    select
        pair_hash,
        count(*) as gained_count,
        min(published_date) as first_gained,
        max(published_date) as last_gained
    from gained_rows
    group by pair_hash
),

lost as (
    select
        pair_hash,
        count(*) as lost_count,
        min(published_date) as first_lost,
        max(published_date) as last_lost
    from lost_rows
    group by pair_hash
),

changed_pairs as (
    select
        coalesce(gained.pair_hash, lost.pair_hash) as pair_hash,
        coalesce(gained.gained_count, 0) - coalesce(lost.lost_count, 0) as more_count,
        gained.first_gained,
        gained.last_gained,
        lost.first_lost,
        lost.last_lost
    from gained
    full join lost on gained.pair_hash = lost.pair_hash
),

standing as (
    select
        counts.rowid as row_number,
        counts.pair_hash,
        counts.article_count,
        counts.first_published_date,
        counts.last_published_date
    from marts.entity_pair_counts as counts
    where counts.pair_hash in (select changed_pairs.pair_hash from changed_pairs)
),

singles as (
    select
        single_pairs.rowid as row_number,
        single_pairs.pair_hash,
        single_pairs.published_date
    from ops.single_pairs as single_pairs
    where single_pairs.pair_hash in (select changed_pairs.pair_hash from changed_pairs)
),

counted as (
    select
        changed_pairs.pair_hash,
        standing.row_number as standing_row,
        singles.row_number as single_row,
        coalesce(standing.article_count, case when singles.pair_hash is not null then 1 else 0 end)
        + changed_pairs.more_count as article_count,
        least(standing.first_published_date, singles.published_date, changed_pairs.first_gained)
            as first_published_date,
        greatest(standing.last_published_date, singles.published_date, changed_pairs.last_gained)
            as last_published_date,
        changed_pairs.first_lost is null
        or coalesce(
            changed_pairs.first_lost > standing.first_published_date
            and changed_pairs.last_lost < standing.last_published_date,
            false
        ) as is_certain
    from changed_pairs
    left join standing on changed_pairs.pair_hash = standing.pair_hash
    left join singles on changed_pairs.pair_hash = singles.pair_hash
),

changed_rows as (
    select
        pair_hash,
        entity_id,
        other_entity_id
    from rows_now
    union all
    select
        pair_hash,
        entity_id,
        other_entity_id
    from rows_before
),

named as (
    select
        pair_hash,
        any_value(entity_id) as entity_id,
        any_value(other_entity_id) as other_entity_id
    from changed_rows
    where
        pair_hash in (
            select counted.pair_hash
            from counted
            where counted.article_count >= 2 or not counted.is_certain
        )
    group by pair_hash
)

select
    named.entity_id,
    named.other_entity_id,
    counted.pair_hash,
    counted.standing_row,
    counted.single_row,
    counted.article_count,
    counted.first_published_date,
    counted.last_published_date,
    counted.is_certain
from counted
left join named on counted.pair_hash = named.pair_hash;
