-- Grain: one row per source of that code. Key: source_code.
-- parameter: name
select distinct source_code
from raw.documents
where lower(source_code) = lower($name)
order by source_code;
