-- Who and what stands in articles together with a name, those first that do so more often than chance would have it.
-- parameter: name
-- parameter: least = 2
-- parameter: limit = 30
with named as (
    select entity_id
    from core.entities
    where lower(canonical_name) = lower($name)
    union
    select entity_id
    from core.entity_aliases
    where lower(alias) = lower($name)
),

turned as (
    select
        entity_id,
        other_entity_id,
        entity_name,
        other_entity_name,
        article_count,
        npmi_score,
        lift_ratio,
        first_published_date,
        last_published_date
    from marts.entity_pairs
    union all
    select
        other_entity_id as entity_id,
        entity_id as other_entity_id,
        other_entity_name as entity_name,
        entity_name as other_entity_name,
        article_count,
        npmi_score,
        lift_ratio,
        first_published_date,
        last_published_date
    from marts.entity_pairs
)

select
    turned.entity_name as canonical_name,
    turned.other_entity_name as companion,
    entities.entity_type as companion_type,
    turned.article_count,
    turned.npmi_score,
    turned.lift_ratio,
    turned.first_published_date,
    turned.last_published_date,
    turned.other_entity_id as companion_id
from turned
inner join core.entities on turned.other_entity_id = entities.entity_id
where turned.entity_id in (select named.entity_id from named) and turned.article_count >= $least::bigint
order by turned.npmi_score desc, turned.article_count desc, companion asc, companion_id asc
limit $limit::bigint;
