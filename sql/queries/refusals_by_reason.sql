-- Why inputs were refused, how many, since when, and an example with what to do.
-- Refusals whose file was read again with another outcome do not count.
-- parameter: limit = 50
select
    reason_code,
    count(*) as refused_count,
    count(distinct uri) as file_count,
    min(rejected_at) as first_rejected_at,
    max(rejected_at) as last_rejected_at,
    min_by(uri, (uri, position)) as example_uri,
    min_by(detail, (uri, position)) as example_detail
from ops.rejected_records
where coalesce(is_current, true)
group by reason_code
order by refused_count desc, reason_code asc
limit $limit::bigint;
