-- Grain: one row per article that has terms and whose day is near that of an article of `units`.
-- Key: article_id. `units` is an Arrow table with a column unit_id. Articles of unknown day are near one another.
-- parameter: window_days
with wanted as (
    select distinct published_date
    from core.articles
    where article_id in (select units.unit_id from units)
),

near as (
    select distinct wanted.published_date + shifts.shift::integer as published_date
    from wanted
    cross join range(-$window_days::integer, $window_days::integer + 1) as shifts (shift)
    where wanted.published_date is not null
)

select
    articles.article_id,
    articles.published_date,
    articles.word_count,
    articles.article_id in (select units.unit_id from units) as is_wanted
from core.articles as articles
where
    articles.article_id in (select terms.article_id from ops.story_terms as terms)
    and (
        articles.published_date in (select near.published_date from near)
        or (
            articles.published_date is null
            and (select bool_or(wanted.published_date is null) from wanted)
        )
    )
order by articles.published_date asc nulls last, articles.article_id asc;
