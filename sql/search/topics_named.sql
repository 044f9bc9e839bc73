-- Grain: one row per topic of that name or code. Key: id.
-- parameter: name
select
    'topic' as kind,
    topic_code as id
from core.topics
where lower(name) = lower($name) or lower(topic_code) = lower($name)
order by id;
