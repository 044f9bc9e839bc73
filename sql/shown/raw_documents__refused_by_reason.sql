-- What is refused now, by reason, with the file that it was met in last.
select
    reason_code as reason,
    count(*) as refused,
    count(distinct uri) as files,
    arg_max(uri, rejected_at) as such_as,
    arg_max(detail, rejected_at) as what_to_do
from ops.rejected_records
where coalesce(is_current, true)
group by reason_code
order by refused desc, reason_code asc
limit 10;
