-- Names that stand in articles together far more often than chance would have it; `least` articles at least.
-- parameter: least = 3
-- parameter: limit = 50
select
    entity_name,
    other_entity_name,
    article_count,
    npmi_score,
    lift_ratio,
    first_published_date,
    last_published_date,
    entity_id,
    other_entity_id
from marts.entity_pairs
where article_count >= $least::bigint
order by npmi_score desc, article_count desc, entity_name asc, other_entity_name asc
limit $limit::bigint;
