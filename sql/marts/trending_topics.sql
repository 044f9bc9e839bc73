-- One row per day and topic that two or more articles have, and more than the 28 days before let expect.
-- Expected is the day's number of articles times the share that had the topic in the window; days without an
-- article in the window have no rows.
-- Key: published_date, topic_code. Parameters: none.
-- Twin of pipelines/transforms/trending_topics.py.
with days as (
    select
        published_date,
        count(*) as day_count,
        sum(count(*)) over (
            order by published_date asc
            range between interval 28 days preceding and interval 1 day preceding
        ) as window_count
    from core.articles
    where
        published_date is not null
        and article_id not in (select duplicates.article_id from core.duplicates as duplicates)
    group by published_date
),

windows as (
    select
        published_date,
        topic_code,
        topic_name,
        article_count,
        coalesce(
            sum(article_count) over (
                partition by topic_code
                order by published_date asc
                range between interval 28 days preceding and interval 1 day preceding
            ),
            0
        )::bigint as baseline_count
    from marts.daily_topics
),

expectations as (
    select
        windows.published_date,
        windows.topic_code,
        windows.topic_name,
        windows.article_count,
        windows.baseline_count,
        windows.baseline_count * days.day_count / days.window_count::double as expected_count
    from windows
    inner join days on windows.published_date = days.published_date
    where days.window_count > 0
)

select
    published_date,
    topic_code,
    topic_name,
    article_count,
    baseline_count,
    expected_count,
    ln((article_count + 1) / (expected_count + 1)) as trend_score,
    (article_count - expected_count) / sqrt(expected_count + 1) as z_score
from expectations
where article_count >= 2 and article_count > expected_count;
