-- Grain: one row, what a topic is called.
-- parameter: id
select name as label
from core.topics
where topic_code = $id;
