-- Refusals that count, of some files and of what stands in them, such as `archive.zip!member.txt`.
-- A file's own name may hold the mark too: each part of a uri that ends before a mark may be its file.
-- Grain: one row per refusal. Key: batch_id, uri, position, reason_code.
-- `files` is an Arrow table with the column uri.
with parts as (
    select
        *,
        string_split(uri, '!') as pieces
    from ops.rejected_records
    where coalesce(is_current, true)
),

owners as (
    select
        * exclude (pieces),
        -- noqa: disable=RF03
        unnest(list_transform(range(1, len(pieces) + 1), lambda size: array_to_string(pieces[1:size], '!'))) as file_uri
        -- noqa: enable=RF03
    from parts
)

select distinct * exclude (file_uri)
from owners
where file_uri in (select files.uri from files)
order by uri, position;
