-- One row per day, file and reason for which inputs were refused.
-- Refusals whose file was read again with another outcome do not count.
-- Key: refused_date, source_code, reason_code.
-- column: refused_date: Day on which they were refused, UTC
-- column: source_code: The file's name without its ending, as raw.documents names a source that a record does not state
-- column: reason_code: Short stable code, such as `invalid_json`
-- column: refused_count: Refused inputs
select
    timezone('UTC', rejected_at)::date as refused_date,
    parse_filename(split_part(uri, '!', 1), true) as source_code,
    reason_code,
    count(*) as refused_count
from ops.rejected_records
where coalesce(is_current, true)
group by timezone('UTC', rejected_at)::date, parse_filename(split_part(uri, '!', 1), true), reason_code;
