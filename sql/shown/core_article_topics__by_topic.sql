-- Articles by topic of the highest level.
select
    topics.name as topic,
    count(*) as articles
from core.article_topics
inner join core.topics on article_topics.topic_code = topics.topic_code
where topics.level = 1
group by topics.topic_code, topics.name
order by articles desc, topics.name asc
limit 17;
