-- Grain: one row per article that one of the sources `wanted` (column id) brought. Key: article_id.
select distinct article_occurrences.article_id
from core.article_occurrences
inner join raw.documents on article_occurrences.document_id = documents.document_id
where documents.source_code in (select wanted.id from wanted) and coalesce(documents.is_current, true);
