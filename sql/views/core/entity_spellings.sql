-- One row per entity and spelling: its best full form, and every other form that was counted for it.
-- Key: entity_id, spelling.
-- column: entity_id: The entity, in core.entities
-- column: spelling: The canonical name, or another form
select
    entity_id,
    canonical_name as spelling
from core.entities
union
select
    entity_id,
    alias as spelling
from core.entity_aliases;
