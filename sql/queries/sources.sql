-- Every source: its articles, how many carry a date, since when, how long they are, and the copies it brought beside.
-- parameter: limit = 100
select
    source_code,
    sum(article_count)::bigint as article_count,
    coalesce(sum(article_count) filter (where published_date is not null), 0)::bigint as dated_count,
    sum(inferred_count)::bigint as inferred_count,
    coalesce(sum(copy_count), 0)::bigint as copy_count,
    sum(word_count) / nullif(sum(article_count), 0) as mean_word_count,
    min(published_date) as first_published_date,
    max(published_date) as last_published_date
from marts.source_volume
group by source_code
order by article_count desc, source_code asc
limit $limit::bigint;
