-- Grain: one row per cut that a user forces or forbids in one document.
-- Key: start_char.
-- parameter: document_id
select
    start_char,
    action
from raw.cut_corrections
where document_id = $document_id
order by start_char;
