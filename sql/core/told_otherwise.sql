-- Grain: one row per undated article that others now say other things of. Key: unit_id.
-- `written` is an Arrow table of the rows of ops.article_names that were written of some articles, `standing` one of
-- those that stood for them before. Others say other things of an article when one of its names weighs another power
-- of two, or begins or ceases to count, or when a dated article that changed shares, or shared, enough of its names to
-- be among those that tell. A name counts while at most $most_holders articles print it, so that what one article
-- makes stale is bounded by its names times that.
-- parameter: most_holders
-- parameter: strength_steps
-- parameter: strength_unit
-- parameter: weight_unit
with gone as (
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
        article_id,
        name,
        known_day,
        -1 as step
    from gone
    union all
    select
        article_id,
        name,
        known_day,
        1 as step
    from come
),

-- what the articles that changed say, and said
sides as (
    select
        article_id,
        name,
        true as is_now
    from written
    where known_day is not null and article_id in (select moved.article_id from moved)
    union all
    select
        article_id,
        name,
        false as is_now
    from standing
    where known_day is not null and article_id in (select moved.article_id from moved)
),

touched as (
    select
        name,
        sum(step) as gained,
        coalesce(sum(step) filter (where known_day is not null), 0) as gained_dated
    from moved
    group by name
),

asked as (
    select name from touched
    union
    select name from sides
),

held as (
    select
        name,
        count(*) as holder_count,
        count(known_day) as dated_count
    from ops.article_names
    where name in (select asked.name from asked)
    group by name
),

counted as (
    select
        asked.name,
        coalesce(held.holder_count, 0) as holders_now,
        coalesce(held.holder_count, 0) - coalesce(touched.gained, 0) as holders_before,
        coalesce(held.dated_count, 0) as dated_now,
        coalesce(held.dated_count, 0) - coalesce(touched.gained_dated, 0) as dated_before
    from asked
    left join held on asked.name = held.name
    left join touched on asked.name = touched.name
),

-- -1 is the power of a name that does not count
powers as (
    select
        name,
        if(holders_now <= $most_holders and dated_now > 0, floor(log2(greatest(dated_now, 1))), -1) as now,
        if(holders_before <= $most_holders and dated_before > 0, floor(log2(greatest(dated_before, 1))), -1) as before
    from counted
),

weighed as (
    select
        name,
        now <> before as is_other,
        round(pow(ln(($most_holders + 1) / pow(2, now)), 2) * $weight_unit)::bigint as weight
    from powers
    where now >= 0 or before >= 0
),

undated as (
    select
        names.article_id,
        names.name
    from ops.article_names as names
    where names.known_day is null and names.name in (select weighed.name from weighed)
),

strengths as (
    select
        undated.article_id,
        sum(weighed.weight) as strength
    from sides
    inner join weighed on sides.name = weighed.name
    inner join undated on sides.name = undated.name
    group by undated.article_id, sides.article_id, sides.is_now
),

stepped as (
    select
        article_id,
        floor($strength_steps * ln(1 + strength / $strength_unit)) as step
    from strengths
),

telling as (
    select stepped.article_id
    from stepped
    left join ops.told_articles as noted on stepped.article_id = noted.article_id
    where stepped.step >= coalesce(noted.least_step, 0)
)

select undated.article_id as unit_id
from undated
inner join weighed on undated.name = weighed.name
where weighed.is_other
union
select article_id as unit_id from telling
order by unit_id;
