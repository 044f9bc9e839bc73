-- What was the news about, day by day? Grain: topic.
select
    left(daily_topics.topic_name, 34) as topic,
    sum(daily_topics.article_count)::integer as articles,
    string_agg(
        strftime(daily_topics.published_date, '%-d %b') || ': ' || daily_topics.article_count, ', '
        order by daily_topics.published_date
    ) as by_day
from marts.daily_topics
inner join core.topics on daily_topics.topic_code = topics.topic_code
where topics.level = 1
group by topic
order by articles desc, topic asc
limit 5;
