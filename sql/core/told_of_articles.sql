-- Grain: one row per article of `wanted` of which dated articles tell, with the $most_articles that tell most.
-- Key: article_id. `wanted` is an Arrow table with a column article_id, of undated articles. Weights are whole numbers,
-- so that sums do not depend on an order: the square of the log of how rare a name is among dated articles, times
-- $weight_unit. How rare is counted in powers of two, strengths and shares in steps: one article more among many
-- changes nothing. `least_step` is the strength from which another article would be among those that tell; 0 while
-- there is room.
-- parameter: most_articles
-- parameter: most_holders
-- parameter: share_steps
-- parameter: strength_steps
-- parameter: strength_unit
-- parameter: weight_unit
with own as (
    select
        article_id,
        name
    from ops.article_names
    where article_id in (select wanted.article_id from wanted)
),

held as (
    select
        name,
        article_id,
        known_day
    from ops.article_names
    where name in (select own.name from own)
),

weighed as (
    select
        name,
        round(pow(ln(($most_holders + 1) / pow(2, floor(log2(count(known_day))))), 2) * $weight_unit)::bigint as weight
    from held
    group by name
    having count(*) <= $most_holders and count(known_day) > 0
),

whole as (
    select
        own.article_id,
        sum(weighed.weight)::bigint as strength
    from own
    inner join weighed on own.name = weighed.name
    group by own.article_id
),

telling as (
    select
        held.article_id,
        held.known_day,
        held.name,
        weighed.weight
    from held
    inner join weighed on held.name = weighed.name
    where held.known_day is not null
),

shared as (
    select
        own.article_id,
        telling.article_id as other_article_id,
        sum(telling.weight)::bigint as strength
    from own
    inner join telling on own.name = telling.name
    group by own.article_id, telling.article_id
),

stepped as (
    select
        *,
        floor($strength_steps * ln(1 + strength / $strength_unit))::bigint as step
    from shared
),

reached as (
    select
        article_id,
        step,
        sum(count(*)) over (partition by article_id order by step desc) as article_count
    from stepped
    group by article_id, step
),

-- the step that the last of those that tell has: few others have it, and they alone are put in order
last as (
    select
        article_id,
        coalesce(max(step) filter (where article_count >= $most_articles), 0) as step
    from reached
    group by article_id
),

ranked as (
    select
        stepped.article_id,
        stepped.other_article_id,
        stepped.strength,
        stepped.step,
        row_number() over (
            partition by stepped.article_id order by stepped.step desc, stepped.other_article_id asc
        ) as position
    from stepped
    inner join last on stepped.article_id = last.article_id and stepped.step >= last.step
),

kept as (
    select
        article_id,
        other_article_id,
        strength,
        step,
        position
    from ranked
    where position <= $most_articles
),

measured as (
    select
        kept.article_id,
        kept.step,
        kept.position,
        any_value(telling.known_day) as known_day,
        any_value(kept.strength) / any_value(whole.strength) as share,
        max(
            {
                'weight': telling.weight, 'size': length(telling.name), 'name': telling.name
            }
        ).name as name
    from kept
    inner join telling on kept.other_article_id = telling.article_id
    inner join own on kept.article_id = own.article_id and telling.name = own.name
    inner join whole on kept.article_id = whole.article_id
    group by kept.article_id, kept.step, kept.position
),

gathered as (
    select
        article_id,
        list(
            {
                'day': known_day,
                'share': round($share_steps * share) / $share_steps,
                'strength': round($strength_unit * (exp((step + 0.5) / $strength_steps) - 1))::bigint,
                'name': name
            }
            order by position
        ) as told,
        if(count(*) < $most_articles, 0, min(step)) as least_step
    from measured
    group by article_id
)

select
    article_id,
    told,
    md5(told::varchar) as told_key,
    least_step
from gathered
order by article_id;
