-- How the dates of articles are known (`metadata`, `dateline`, `text`, `none`), how sure they are, and how wide their
-- intervals, in days.
-- parameter: since = any
-- parameter: until = any
select
    published_basis,
    count(*) as article_count,
    count(published_date) as dated_count,
    avg(published_score) as mean_score,
    median(published_latest - published_earliest + 1)::double as median_interval_days,
    min(published_date) as first_published_date,
    max(published_date) as last_published_date
from core.articles
where
    coalesce(is_current, true)
    and ($since = 'any' or published_date >= case when $since <> 'any' then $since::date end)
    and ($until = 'any' or published_date <= case when $until <> 'any' then $until::date end)
group by published_basis
order by article_count desc, published_basis asc;
