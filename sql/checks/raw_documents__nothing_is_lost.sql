-- In every file that was read, what was seen is what was accepted and what stands in ops.rejected_records.
-- scope: table
-- A refusal counts for each file whose name it begins with, up to the mark before a member: a name may hold the mark.
with parts as (
    select string_split(uri, '!') as pieces
    from ops.rejected_records
    where coalesce(is_current, true)
),

owners as (
    select unnest(list_transform(range(1, len(pieces) + 1), lambda size: array_to_string(pieces[1:size], '!'))) as uri
    from parts
),

rejected as (
    select
        uri,
        count(*) as row_count
    from owners
    group by uri
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
