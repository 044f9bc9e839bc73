-- Every source brings about as much as before.
-- The last day of collection against the fourteen days before it.
-- scope: table
-- severity: warning
-- A source is judged when it brought something on seven of these days; a row is one that brought less than a third of
-- its median day, or more than three times as much and twenty more.
with daily as (
    select
        source_code,
        collected_at::date as day,
        count(*) as documents
    from audited
    group by source_code, collected_at::date
),

last_day as (
    select max(day) as day
    from daily
),

before as (
    select
        daily.source_code,
        median(daily.documents) as median_documents,
        count(*) as days
    from daily
    cross join last_day
    where daily.day < last_day.day and daily.day >= last_day.day - 14
    group by daily.source_code
)

select
    before.source_code,
    last_day.day,
    coalesce(daily.documents, 0) as documents,
    before.median_documents
from before
cross join last_day
left join daily on before.source_code = daily.source_code and last_day.day = daily.day
where
    before.days >= 7
    and (
        coalesce(daily.documents, 0) < before.median_documents / 3
        or (daily.documents > before.median_documents * 3 and daily.documents > before.median_documents + 20)
    )
order by abs(coalesce(daily.documents, 0) - before.median_documents) desc, before.source_code asc;
