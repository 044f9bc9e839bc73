-- Who and what stands in articles together with a name, those first that do so more often than chance would have it.
-- parameter: name
-- parameter: least = 2
-- parameter: limit = 30
with named as (
    select entity_id
    from core.entity_spellings
    where lower(spelling) = lower($name)
),

turned as (
    select
        entity_pairs.article_count,
        entity_pairs.npmi_score,
        entity_pairs.lift_ratio,
        entity_pairs.first_published_date,
        entity_pairs.last_published_date,
        if(sides.is_first, entity_pairs.entity_name, entity_pairs.other_entity_name) as entity_name,
        if(sides.is_first, entity_pairs.other_entity_name, entity_pairs.entity_name) as other_entity_name,
        if(sides.is_first, entity_pairs.other_entity_id, entity_pairs.entity_id) as other_entity_id
    from marts.entity_pairs
    cross join (values (true), (false)) as sides (is_first)
    where
        if(sides.is_first, entity_pairs.entity_id, entity_pairs.other_entity_id) in (
            select named.entity_id
            from named
        )
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
where turned.article_count >= $least::bigint
order by turned.npmi_score desc, turned.article_count desc, companion asc, companion_id asc
limit $limit::bigint;
