-- The entities that most articles mention.
select
    canonical_name as entity,
    entity_type as type,
    article_count as articles,
    mention_count as mentions
from core.entities
order by article_count desc, mention_count desc, canonical_name asc
limit 10;
