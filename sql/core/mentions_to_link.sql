-- Grain: one row per article whose mentions need another entity id, or whose entity is named in another way now.
-- Key: unit_id. `changed` (unit_id) was read again; `moved` (entity_type, alias) are names whose entity is another;
-- `renamed` (entity_id) are entities with another name.
select unit_id
from changed
union
select counted.article_id as unit_id
from ops.counted_names as counted
inner join moved on counted.entity_type = moved.entity_type and counted.local_name = moved.alias
union
select counted.article_id as unit_id
from ops.counted_names as counted
inner join core.entity_aliases as alias
    on counted.entity_type = alias.entity_type and counted.local_name = alias.alias
inner join renamed on alias.entity_id = renamed.entity_id;
