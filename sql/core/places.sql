-- Grain: one row per gazetteer place that mentions resolve to.
-- Key: place_id.
select distinct place_id
from core.place_mentions
where place_id is not null
order by place_id;
