-- The sources that bring most, and when each brought something last.
select
    source_code as source,
    count(*) as documents,
    max(collected_at) as collected_last
from raw.documents
where coalesce(is_current, true)
group by source_code
order by documents desc, source_code asc
limit 10;
