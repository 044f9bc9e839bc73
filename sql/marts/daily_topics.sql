-- One row per day and topic that an article of the day has. Articles without a date do not count.
-- Scores are added up as whole multiples of 2^-32, so that the sum does not depend on the order of rows.
-- Key: published_date, topic_code. Parameters: none.
-- Twin of pipelines/transforms/daily_topics.py.
with dated_articles as (
    select
        article_id,
        published_date,
        published_basis in ('dateline', 'text') as is_inferred
    from core.articles
    where
        published_date is not null
        and article_id not in (select duplicates.article_id from core.duplicates as duplicates)
),

topics_of_days as (
    select
        dated_articles.published_date,
        article_topics.topic_code,
        topics.name as topic_name,
        dated_articles.is_inferred,
        article_topics.score
    from core.article_topics
    inner join dated_articles on article_topics.article_id = dated_articles.article_id
    inner join core.topics on article_topics.topic_code = topics.topic_code
)

select
    published_date,
    topic_code,
    topic_name,
    count(*) as article_count,
    count(*) filter (where is_inferred) as inferred_count,
    sum(floor(score * 4294967296)::bigint) / 4294967296 / count(*) as mean_score
from topics_of_days
group by published_date, topic_code, topic_name;
