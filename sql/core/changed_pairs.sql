-- Grain: one row per pair of entities that changed articles hold now and did not, or held and do not now.
-- Key: pair_hash. `rows_before` and `rows_now` are relations as paired_rows.sql gives them.
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
)

select
    coalesce(gained.pair_hash, lost.pair_hash) as pair_hash,
    coalesce(gained.gained_count, 0) - coalesce(lost.lost_count, 0) as more_count,
    gained.first_gained,
    gained.last_gained,
    lost.first_lost,
    lost.last_lost
from gained
full join lost on gained.pair_hash = lost.pair_hash;
