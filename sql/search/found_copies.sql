-- Grain: one row per article of the list `ids` that is a copy. Key: article_id.
-- parameter: ids
select
    article_id,
    kind,
    canonical_article_id
from core.duplicates
where list_contains($ids, article_id);
