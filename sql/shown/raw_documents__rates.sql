-- How much was received, how much of it stands, and which share states a date.
select
    count(*) as documents,
    count(*) filter (where coalesce(is_current, true)) as current_documents,
    count(distinct source_code) as sources,
    sum(byte_count) filter (where coalesce(is_current, true))::bigint as current_bytes,
    count(*) filter (where published_at is not null or published_on is not null) / nullif(count(*), 0) as dated_share,
    count(*) filter (
        where published_stated is not null and published_at is null and published_on is null
    ) as dates_not_read
from raw.documents;
