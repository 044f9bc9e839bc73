-- Inputs that were refused: which, where in the file, why, and what to do. `reason` is a reason code.
-- parameter: reason = any
-- parameter: limit = 100
select
    rejected_at,
    reason_code,
    uri,
    position,
    external_id,
    detail,
    batch_id
from ops.rejected_records
where $reason = 'any' or reason_code = $reason
order by rejected_at desc, uri asc, position asc, reason_code asc
limit $limit::bigint;
