-- Grain: one row per form and type whose mentions carry another entity id than their alias now says.
-- Key: local_name, entity_type.
select distinct
    mention.local_name,
    mention.entity_type,
    alias.entity_id
from core.entity_mentions as mention
inner join core.entity_aliases as alias
    on mention.local_name = alias.alias and mention.entity_type = alias.entity_type
where mention.entity_id is distinct from alias.entity_id;
