-- Grain: one row per topic in the warehouse.
-- Key: topic_code.
select
    topic_code,
    scheme,
    name,
    parent_code,
    level
from core.topics
order by topic_code;
