-- Grain: one row per article of `wanted` and topic that it has, broader ones left out. Key: article_id, topic_code.
select
    article_topics.article_id,
    article_topics.topic_code,
    topics.name as topic_name
from core.article_topics
inner join core.topics on article_topics.topic_code = topics.topic_code
where article_topics.article_id in (select wanted.article_id from wanted) and not article_topics.is_implied
order by article_topics.article_id asc, article_topics.rank asc, article_topics.topic_code asc;
