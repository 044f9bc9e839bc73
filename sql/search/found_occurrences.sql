-- Grain: one row per place where an article of the list `ids` stands. Key: article_id, document_id.
-- parameter: ids
select
    article_id,
    document_id
from core.article_occurrences
where list_contains($ids, article_id);
