-- One row per day and entity, place or topic that two or more articles name, and more than its past lets expect.
-- A Gamma-Poisson model of eight weeks with weekday factors (Heard and others 2010); the score is the normal deviate of
-- the predictive tail by Peizer and Pratt (1968).
-- Key: published_date, kind, item_id. Parameters: none.
-- Twin of pipelines/transforms/bursts.py.
with counted as (
    select article.published_date
    from core.articles as article
    anti join core.duplicates as duplicates on article.article_id = duplicates.article_id
    where article.published_date is not null
),

days as (
    select
        published_date,
        count(*) as day_count,
        sum(count(*)) over (
            order by published_date asc
            range between interval 56 days preceding and interval 1 day preceding
        ) as total,
        coalesce(
            sum(count(*)) over (
                partition by isodow(published_date)
                order by published_date asc
                range between interval 56 days preceding and interval 1 day preceding
            ),
            0
        ) as weekday_total
    from counted
    group by published_date
),

named as (
    select
        published_date,
        'entity' as kind,
        entity_id as item_id,
        canonical_name as item_name,
        article_count
    from marts.daily_entities
    union all
    select
        published_date,
        'place' as kind,
        place_id as item_id,
        place_name as item_name,
        article_count
    from marts.daily_places
    union all
    select
        published_date,
        'topic' as kind,
        topic_code as item_id,
        topic_name as item_name,
        article_count
    from marts.daily_topics
),

windows as (
    select
        *,
        coalesce(
            sum(article_count) over (
                partition by kind, item_id
                order by published_date asc
                range between interval 56 days preceding and interval 1 day preceding
            ),
            0
        )::bigint as baseline_count,
        coalesce(
            sum(article_count) over (
                partition by kind, item_id, isodow(published_date)
                order by published_date asc
                range between interval 56 days preceding and interval 1 day preceding
            ),
            0
        )::bigint as weekday_count
    from named
),

exposed as (
    select
        windows.*,
        days.day_count,
        days.total::double as total,
        (windows.weekday_count + 4.0::double)
        / (windows.baseline_count * days.weekday_total::double / days.total::double + 4.0::double) as weekday_factor
    from windows
    inner join days on windows.published_date = days.published_date
    where days.total > 0
),

expected as (
    select
        *,
        baseline_count + 1.0::double as shape,
        day_count * weekday_factor / total as ratio
    from exposed
),

binomial as (
    select
        *,
        shape * ratio as expected_count,
        ratio / (1 + ratio) as chance,
        1 / (1 + ratio) as miss,
        article_count + shape - 1 as trials,
        article_count - 0.5::double as hits,
        shape - 0.5::double as misses
    from expected
    where article_count >= 2 and article_count > shape * ratio
),

shifted as (
    select
        *,
        article_count - 1 + 2.0::double / 3 - (trials + 1.0::double / 3) * chance
        + 0.02::double * (miss / article_count - chance / shape + (miss - 0.5::double) / (trials + 1)) as shift,
        abs(hits - trials * chance) as distance,
        hits * ln(hits / (trials * chance)) + misses * ln(misses / (trials * miss)) as deviance
    from binomial
)

select
    published_date,
    kind,
    item_id,
    item_name,
    article_count,
    baseline_count,
    expected_count,
    weekday_factor,
    case
        when distance < 0.001 then shift / sqrt(trials * chance * miss)
        else shift / distance * sqrt(2 / (1 + 1 / (6 * trials)) * deviance)
    end as burst_score
from shifted;
