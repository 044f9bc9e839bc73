-- Grain: one row per entity that bears a name: the full one, a form that was seen, or its last word. Key: id.
-- parameter: name
-- parameter: type = any
select
    'entity' as kind,
    entity_id as id
from core.entities
where
    ($type = 'any' or entity_type = $type)
    and (lower(canonical_name) = lower($name) or ends_with(lower(canonical_name), ' ' || lower($name)))
union
select
    'entity' as kind,
    entity_id as id
from core.entity_aliases
where ($type = 'any' or entity_type = $type) and lower(alias) = lower($name)
order by id;
