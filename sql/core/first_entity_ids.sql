-- Grain: one row per entity of the temporary table `staged_entities` that no standing one lives on in, with the id that
-- its name makes (`new_entity_id`), unless another entity has it.
-- Key: staged_id. `unsaid` is an Arrow table of the same columns and canonical_name: entities whose canonical name no
-- mention carries.
with fresh as (
    select
        staged_entities.entity_id as staged_id,
        staged_entities.canonical_name,
        left(sha256(staged_entities.entity_type || chr(31) || staged_aliases.name_key), 24) as entity_id
    from staged_entities
    inner join staged_aliases
        on
            staged_entities.entity_type = staged_aliases.entity_type
            and staged_entities.canonical_name = staged_aliases.alias
    anti join new_ids on staged_entities.entity_id = new_ids.staged_id
    union all
    select
        staged_id,
        canonical_name,
        entity_id
    from unsaid
),

firsts as (
    select
        staged_id,
        entity_id
    from fresh
    qualify row_number() over (partition by entity_id order by canonical_name asc, staged_id asc) = 1
)

select
    firsts.staged_id,
    firsts.entity_id
from firsts
anti join lasting_ids on firsts.entity_id = lasting_ids.entity_id;
