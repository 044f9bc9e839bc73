-- Grain: one row per entity that stands of certain ids.
-- Key: entity_id. Reads `wanted` (entity_id).
select entity.*
from core.entities as entity
semi join wanted on entity.entity_id = wanted.entity_id;
