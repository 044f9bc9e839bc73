-- Every entity mention carries the entity that its alias names, and that entity exists.
-- scope: table
select
    mention.article_id,
    mention.field,
    mention.start_char,
    mention.local_name,
    mention.entity_id
from core.entity_mentions as mention
left join core.entity_aliases as alias
    on mention.local_name = alias.alias and mention.entity_type = alias.entity_type
left join core.entities as entity on alias.entity_id = entity.entity_id
where entity.entity_id is null or mention.entity_id is distinct from entity.entity_id;
