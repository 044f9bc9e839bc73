-- Grain: one line each on where a cut stands, and the words before and after it.
-- parameter: document_id
-- parameter: start_char
with part as (
    select
        text,
        $start_char::bigint - start_char as offset_char
    from raw.document_texts
    where document_id = $document_id and start_char <= $start_char::bigint
    order by start_char desc
    limit 1
),

lines as (
    select
        1 as position,
        'document: ' || uri as line
    from raw.documents
    where document_id = $document_id
    union all
    select
        2 as position,
        'before: ...' || substr(text, greatest(offset_char - 160, 0) + 1, offset_char - greatest(offset_char - 160, 0))
            as line
    from part
    union all
    select
        3 as position,
        'after: ' || substr(text, offset_char + 1, 160) || '...' as line
    from part
    union all
    select
        4 as position,
        'a user''s correction says: ' || action as line
    from raw.cut_corrections
    where document_id = $document_id and start_char = $start_char::bigint
)

select line
from lines
where line is not null
order by position asc, line asc;
