-- Grain: one row per name that this warehouse knows, those in most articles. Key: canonical_name.
-- parameter: most
select canonical_name
from core.entities
group by canonical_name
order by sum(article_count) desc, canonical_name asc
limit $most::bigint;
