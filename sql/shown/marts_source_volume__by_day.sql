-- Articles by day of publication over all sources, the last thirty days that have any.
select
    day,
    articles
from (
    select
        published_date as day,
        sum(article_count)::bigint as articles
    from marts.source_volume
    where published_date is not null
    group by published_date
    order by day desc
    limit 30
) as latest
order by day;
