-- Grain: one row per pair of the relation `changed_pairs`, as changed_pairs.sql gives it, with what is counted of it
-- now. Key: pair_hash. `rows_before` and `rows_now` are relations as paired_rows.sql gives them, `single_pairs` has the
-- rows of ops.single_pairs that these pairs had.
-- `article_count`, `first_published_date` and `last_published_date` are what stood, of several articles or of one,
-- with what is gained and without what is lost. `is_certain` where that is right: nothing is lost that a first or last
-- day rests on. `standing_row` is the row of what stands, by which it is deleted. The ids of entities are looked for
-- where a row is written that has them: NULL for pairs of one article.
with standing as (
    select
        counts.rowid as row_number,
        counts.pair_hash,
        counts.article_count,
        counts.first_published_date,
        counts.last_published_date
    from marts.entity_pair_counts as counts
    where counts.pair_hash in (select changed_pairs.pair_hash from changed_pairs)
),

counted as (
    select
        changed_pairs.pair_hash,
        standing.row_number as standing_row,
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
    left join single_pairs as singles on changed_pairs.pair_hash = singles.pair_hash
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
    counted.article_count,
    counted.first_published_date,
    counted.last_published_date,
    counted.is_certain
from counted
left join named on counted.pair_hash = named.pair_hash;
