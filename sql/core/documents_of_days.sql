-- Grain: one row per current document that was collected on one of the days in `days`, UTC.
-- Key: unit_id.
select document_id as unit_id
from raw.documents
where collected_at::date in (select days.day from days) and coalesce(is_current, true)
order by document_id;
