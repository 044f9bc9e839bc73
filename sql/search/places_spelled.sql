-- Grain: one row per place that a text spells so. Key: id.
-- parameter: name
select distinct
    'place' as kind,
    place_id as id
from core.place_mentions
where lower(surface) = lower($name) and place_id is not null and resolution_basis is distinct from 'container'
order by id;
