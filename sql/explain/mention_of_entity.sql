-- Grain: one line on why the name stands for its entity, and one on that entity's other forms.
-- parameter: entity_type
-- parameter: local_name
with form as (
    select
        entity_id,
        alias,
        basis,
        score
    from core.entity_aliases
    where entity_type = $entity_type and alias = $local_name
),

lines as (
    select
        1 as position,
        printf('"%s" stands for %s by %s, score %.2f', form.alias, entities.canonical_name, form.basis, form.score)
            as line
    from form
    inner join core.entities on form.entity_id = entities.entity_id
    union all
    select
        2 as position,
        'other forms: ' || string_agg(entity_aliases.alias, ', ' order by entity_aliases.mention_count desc) as line
    from core.entity_aliases
    inner join form on entity_aliases.entity_id = form.entity_id and entity_aliases.alias <> form.alias
)

select line
from lines
where line is not null
order by position asc, line asc;
