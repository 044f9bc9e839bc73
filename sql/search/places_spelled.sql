-- Grain: one row per place that a text spells so. Key: place_id.
-- parameter: name
select distinct place_id
from core.place_mentions
where lower(surface) = lower($name) and place_id is not null and resolution_basis is distinct from 'container'
order by place_id;
