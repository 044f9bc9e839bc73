-- Grain: one row per topic of that name or code. Key: topic_code.
-- parameter: name
select topic_code
from core.topics
where lower(name) = lower($name) or lower(topic_code) = lower($name)
order by topic_code;
