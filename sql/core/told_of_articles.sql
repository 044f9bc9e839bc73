-- Grain: one row per article of `wanted` of which dated articles tell, with the $most_articles that tell most.
-- Key: article_id. `wanted` is an Arrow table with a column article_id, of undated articles. Weights are whole numbers,
-- so that sums do not depend on an order: the square of the log of how rare a name is among dated articles, times
-- $weight_unit.
-- parameter: most_articles
-- parameter: most_holders
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
        round(pow(ln(($most_holders + 1) / count(known_day)), 2) * $weight_unit)::bigint as weight
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

shared as (
    select
        own.article_id,
        held.article_id as other_article_id,
        held.known_day,
        sum(weighed.weight)::bigint as strength,
        max(
            {
                'weight': weighed.weight, 'size': length(own.name), 'name': own.name
            }
        ).name as name
    from own
    inner join weighed on own.name = weighed.name
    inner join held on own.name = held.name and held.known_day is not null
    group by own.article_id, held.article_id, held.known_day
),

ranked as (
    select
        shared.*,
        row_number() over (
            partition by shared.article_id order by shared.strength desc, shared.other_article_id asc
        ) as position
    from shared
),

kept as (
    select
        article_id,
        known_day,
        strength,
        name,
        position
    from ranked
    where position <= $most_articles
),

gathered as (
    select
        kept.article_id,
        list(
            {
                'day': kept.known_day, 'share': kept.strength / whole.strength, 'strength': kept.strength,
                'name': kept.name
            }
            order by kept.position
        ) as told
    from kept
    inner join whole on kept.article_id = whole.article_id
    group by kept.article_id
)

select
    article_id,
    told,
    md5(told::varchar) as told_key
from gathered
order by article_id;
