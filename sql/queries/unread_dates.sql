-- Dates that records state and that could not be read for certain, such as 03/04/2026, with the words they stand in.
-- parameter: limit = 50
select
    published_stated,
    count(*) as record_count,
    min(source_code) as source_code,
    min(uri) as example_uri,
    min_by(position, uri) as example_position
from raw.documents
where
    published_stated is not null
    and published_at is null
    and published_on is null
    and coalesce(is_current, true)
group by published_stated
order by record_count desc, published_stated asc
limit $limit::bigint;
