-- Documents by the day on which they were collected, the last thirty days that brought any.
select
    day,
    documents
from (
    select
        collected_at::date as day,
        count(*) as documents
    from raw.documents
    group by collected_at::date
    order by day desc
    limit 30
) as latest
order by day;
