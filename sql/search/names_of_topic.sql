-- Grain: one row per name of a topic that this warehouse knows. Key: name.
-- parameter: most
select distinct name
from core.topics
order by name
limit $most::bigint;
