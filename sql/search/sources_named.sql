-- Grain: one row per source of that code. Key: id.
-- parameter: name
select distinct
    'source' as kind,
    source_code as id
from raw.documents
where lower(source_code) = lower($name)
order by id;
