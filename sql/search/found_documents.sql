-- Grain: one row per document of the list `ids` that is current. Key: document_id.
-- parameter: ids
select
    document_id,
    source_code
from raw.documents
where list_contains($ids, document_id) and coalesce(is_current, true);
