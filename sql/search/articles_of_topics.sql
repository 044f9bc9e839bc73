-- Grain: one row per article on one of the topics `wanted` (column id). Key: article_id.
select distinct article_id
from core.article_topics
where topic_code in (select wanted.id from wanted);
