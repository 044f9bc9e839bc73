-- What could not be read though it was taken in: which table lacks its rows, for which reason, how many units.
-- parameter: limit = 50
select
    table_name,
    reason_code,
    count(*) as unit_count,
    min_by(unit_id, unit_id) as example_unit_id,
    min_by(detail, unit_id) as example_detail,
    max(failed_at) as last_failed_at
from ops.failed_units
group by table_name, reason_code
order by unit_count desc, table_name asc, reason_code asc
limit $limit::bigint;
