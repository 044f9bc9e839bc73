-- Grain: one row, what a place is called.
-- parameter: id
select name || coalesce(', ' || country_code, '') as label
from core.places
where place_id = $id;
