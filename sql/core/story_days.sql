-- Grain: one row per article that has terms and is of the days from $first to $last, or at most $window_days before.
-- Key: article_id. Terms are read by the day that they were weighed with: those of other days are not looked at.
-- parameter: first
-- parameter: last
-- parameter: window_days
with weighed as (
    select distinct article_id
    from ops.story_terms
    where published_date between $first::date - $window_days::integer and $last::date
)

select
    article_id,
    published_date,
    word_count,
    published_date >= $first::date as is_wanted
from core.articles
where
    published_date between $first::date - $window_days::integer and $last::date
    and article_id in (select weighed.article_id from weighed)
order by published_date asc, article_id asc;
