-- In every file that was read, what was seen is what was accepted and what stands in ops.rejected_records.
-- scope: table
with rejected as (
    select
        split_part(uri, '!', 1) as uri,
        count(*) as row_count
    from ops.rejected_records
    where coalesce(is_current, true)
    group by split_part(uri, '!', 1)
)

select
    file.uri,
    file.seen_count,
    file.accepted_count,
    file.rejected_count,
    coalesce(rejected.row_count, 0) as refusals_on_record
from ops.files as file
left join rejected on file.uri = rejected.uri
where
    file.state = 'read'
    and (
        file.seen_count <> file.accepted_count + file.rejected_count
        or file.rejected_count > coalesce(rejected.row_count, 0)
    );
