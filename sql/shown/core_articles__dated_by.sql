-- What articles are dated by, and how sure that is.
select
    published_basis as dated_by,
    count(*) as articles,
    avg(published_score) as mean_score
from core.articles
where coalesce(is_current, true)
group by published_basis
order by articles desc, published_basis asc;
