-- Forms of names that may have been put to the wrong person, organisation or place: look here before you count them.
-- A wrong one is put right in the file that DATELINE_ALIAS_FILE names.
-- parameter: below = 0.8
-- parameter: limit = 50
select
    entity_aliases.score,
    entity_aliases.alias,
    entities.canonical_name,
    entities.entity_type,
    entity_aliases.basis,
    entity_aliases.mention_count,
    entities.entity_id
from core.entity_aliases
inner join core.entities on entity_aliases.entity_id = entities.entity_id
where entity_aliases.score < $below::double and entity_aliases.alias <> entities.canonical_name
order by entity_aliases.score asc, entity_aliases.mention_count desc, entity_aliases.alias asc
limit $limit::bigint;
