-- Grain: one row per person that this warehouse knows, those in most articles. Key: canonical_name.
-- parameter: most
select canonical_name
from core.entities
where entity_type = 'PERSON'
group by canonical_name
order by sum(article_count) desc, canonical_name asc
limit $most::bigint;
