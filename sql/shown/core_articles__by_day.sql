-- Articles by their day of publication, the last thirty days that have any.
select
    day,
    articles
from (
    select
        published_date as day,
        count(*) as articles
    from core.articles
    where coalesce(is_current, true) and published_date is not null
    group by published_date
    order by day desc
    limit 30
) as latest
order by day;
