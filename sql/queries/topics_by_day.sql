-- What each day's news was about; `level` is the depth in the IPTC hierarchy, 1 for the 17 top topics, 0 for all.
-- parameter: level = 1
select
    daily_topics.published_date,
    daily_topics.topic_name,
    daily_topics.article_count,
    daily_topics.inferred_count,
    daily_topics.mean_score,
    daily_topics.topic_code
from marts.daily_topics
left join core.topics on daily_topics.topic_code = topics.topic_code
where $level::integer = 0 or topics.level = $level::integer
order by daily_topics.published_date asc, daily_topics.article_count desc, daily_topics.topic_name asc;
