-- Grain: one row per entity that articles mention.
-- Key: entity_id. `mentioned` is an Arrow table with a column entity_id.
select
    entity_id,
    canonical_name
from core.entities
where entity_id in (select mentioned.entity_id from mentioned);
