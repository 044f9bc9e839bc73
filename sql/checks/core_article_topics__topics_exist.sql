-- Every topic of an article is in core.topics.
select
    article_topic.article_id,
    article_topic.topic_code
from audited as article_topic
anti join core.topics as topic on article_topic.topic_code = topic.topic_code;
