-- What the latest day is about.
select
    published_date as day,
    topic_name as topic,
    article_count as articles
from marts.daily_topics
where published_date = (select max(latest.published_date) from marts.daily_topics as latest)
order by article_count desc, topic_name asc
limit 10;
