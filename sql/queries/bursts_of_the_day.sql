-- What a day names far more than its past lets expect, weekdays and small numbers considered; without a day, the last.
-- `kind` is `entity`, `place` or `topic`, or any. A score of 3 is about one chance in 740, 5 one in 3.5 million.
-- parameter: day = latest
-- parameter: kind = any
-- parameter: least = 2
-- parameter: limit = 30
with chosen_day as (
    select max(published_date) as published_date
    from marts.bursts
    where $day = 'latest' or published_date = case when $day <> 'latest' then $day::date end
)

select
    bursts.published_date,
    bursts.kind,
    bursts.item_name,
    bursts.article_count,
    bursts.expected_count,
    bursts.weekday_factor,
    bursts.burst_score,
    bursts.item_id
from marts.bursts
inner join chosen_day on bursts.published_date = chosen_day.published_date
where ($kind = 'any' or bursts.kind = lower($kind)) and bursts.burst_score >= $least::double
order by bursts.burst_score desc, bursts.article_count desc, bursts.kind asc, bursts.item_id asc
limit $limit::bigint;
