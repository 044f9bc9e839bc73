-- Grain: one row per name of a place that this warehouse knows. Key: name.
-- parameter: most
select distinct name
from core.places
order by name
limit $most::bigint;
