-- Grain: one row per alias of certain entities.
-- Key: entity_type, alias. Reads `wanted` (entity_id).
select alias.*
from core.entity_aliases as alias
semi join wanted on alias.entity_id = wanted.entity_id;
