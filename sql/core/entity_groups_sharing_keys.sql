-- Grain: one row per key, role and group of spellings that stands under the key, the heaviest of each role and level.
-- Key: block_key, role, entity_type, name_key.
-- Reads `wanted` (block_key) and `changed` (entity_type, name_key), whose groups are left out.
-- parameter: limit
with sharing as (
    select
        keys.entity_type,
        keys.name_key,
        keys.block_key,
        keys.roles,
        keys.level
    from core.entity_alias_keys as keys
    semi join wanted on keys.block_key = wanted.block_key
    anti join changed on keys.entity_type = changed.entity_type and keys.name_key = changed.name_key
),

weighed as (
    select
        alias.entity_type,
        alias.name_key,
        sum(greatest(alias.article_count, 1)) as weight
    from core.entity_aliases as alias
    semi join sharing on alias.entity_type = sharing.entity_type and alias.name_key = sharing.name_key
    group by alias.entity_type, alias.name_key
),

by_role as (
    select
        sharing.block_key,
        roles.role,
        sharing.entity_type,
        sharing.name_key,
        weighed.weight,
        case when roles.role = 1 then sharing.level end as equal_level
    from sharing
    inner join weighed on sharing.entity_type = weighed.entity_type and sharing.name_key = weighed.name_key
    inner join (values (1), (2), (4), (8)) as roles (role) on sharing.roles & roles.role > 0
)

select
    block_key,
    role::integer as role,
    entity_type,
    name_key
from by_role
qualify
    role = 8
    or row_number() over (partition by block_key, role, equal_level order by weight desc, name_key asc) <= $limit;
