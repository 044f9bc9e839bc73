-- How many articles each day has, from how many sources, and how many copies beside; a sudden gap is a lost feed.
-- parameter: since = any
-- parameter: until = any
-- parameter: source = any
select
    published_date,
    sum(article_count)::bigint as article_count,
    sum(inferred_count)::bigint as inferred_count,
    coalesce(sum(copy_count), 0)::bigint as copy_count,
    count(*) filter (where article_count > 0) as source_count,
    sum(word_count)::bigint as word_count
from marts.source_volume
where
    published_date is not null
    and ($source = 'any' or lower(source_code) = lower($source))
    and ($since = 'any' or published_date >= case when $since <> 'any' then $since::date end)
    and ($until = 'any' or published_date <= case when $until <> 'any' then $until::date end)
group by published_date
order by published_date asc;
