-- Grain: one row per alias of certain groups of spellings.
-- Key: entity_type, alias. Reads `groups` (entity_type, name_key).
select alias.*
from core.entity_aliases as alias
semi join groups on alias.entity_type = groups.entity_type and alias.name_key = groups.name_key;
