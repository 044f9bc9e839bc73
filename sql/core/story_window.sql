-- Grain: one row per article that has terms and whose day is near that of an article of `units`.
-- Key: article_id. `units` is an Arrow table with a column unit_id. Articles of unknown day are near one another.
-- parameter: window_days
with wanted as (
    select distinct published_date
    from core.articles
    where article_id in (select units.unit_id from units)
),

stretch as (
    select
        min(published_date) - $window_days::integer as first_date,
        max(published_date) + $window_days::integer as last_date,
        bool_or(published_date is null) as has_undated
    from wanted
)

select
    articles.article_id,
    articles.published_date,
    articles.word_count,
    articles.article_id in (select units.unit_id from units) as is_wanted
from core.articles as articles
cross join stretch
where
    articles.article_id in (select terms.article_id from ops.story_terms as terms)
    and (
        articles.published_date between stretch.first_date and stretch.last_date
        or (articles.published_date is null and stretch.has_undated)
    )
order by articles.published_date asc nulls last, articles.article_id asc;
