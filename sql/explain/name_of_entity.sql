-- Grain: one row, what a entity is called.
-- parameter: id
select canonical_name || ', ' || entity_type as label
from core.entities
where entity_id = $id;
