-- Grain: one row per article of `seeds` or tied to one of them by pairs of copies, however many steps away.
-- Key: unit_id. `seeds` is an Arrow table with a column unit_id.
with recursive ties as (
    select
        article_id,
        other_article_id
    from ops.copy_pairs
    union all
    select
        other_article_id,
        article_id
    from ops.copy_pairs
),

reached as (
    select seeds.unit_id from seeds
    union
    select ties.other_article_id as unit_id
    from reached
    inner join ties on reached.unit_id = ties.article_id
)

select unit_id from reached
order by unit_id;
