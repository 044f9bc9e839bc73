-- Grain: one row per undated article that others now say other things of. Key: unit_id.
-- `units` is an Arrow table with a column unit_id: the articles whose rows of ops.article_names were written;
-- `standing` holds the rows that stood for them before. A name counts while at most $most_holders articles print it, so
-- what one article makes stale is bounded by its names times that.
-- parameter: most_holders
with written as (
    select
        article_id,
        name,
        known_day
    from ops.article_names
    where article_id in (select units.unit_id from units)
),

gone as (
    select
        article_id,
        name,
        known_day
    from standing
    except
    select
        article_id,
        name,
        known_day
    from written
),

come as (
    select
        article_id,
        name,
        known_day
    from written
    except
    select
        article_id,
        name,
        known_day
    from standing
),

moved as (
    select
        name,
        known_day,
        -1 as step
    from gone
    union all
    select
        name,
        known_day,
        1 as step
    from come
),

touched as (
    select
        name,
        sum(step) as gained,
        bool_or(known_day is not null) as is_dated
    from moved
    group by name
),

held as (
    select
        name,
        count(*) as holder_count
    from ops.article_names
    where name in (select touched.name from touched)
    group by name
),

counted as (
    select
        touched.name,
        touched.is_dated,
        coalesce(held.holder_count, 0) as now,
        coalesce(held.holder_count, 0) - touched.gained as before
    from touched
    left join held on touched.name = held.name
),

telling as (
    select name
    from counted
    where
        (is_dated and least(now, before) <= $most_holders)
        or (now <= $most_holders) <> (before <= $most_holders)
)

select distinct article_id as unit_id
from ops.article_names
where
    known_day is null
    and name in (select telling.name from telling)
order by unit_id;
