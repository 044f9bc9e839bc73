-- Occurrences lie inside their document, in order and without overlap.
with ordered as (
    select
        occurrence.document_id,
        occurrence.ordinal,
        occurrence.start_char,
        occurrence.end_char,
        document.char_count,
        lag(occurrence.end_char) over (
            partition by occurrence.document_id order by occurrence.ordinal asc
        ) as previous_end
    from audited as occurrence
    left join raw.documents as document on occurrence.document_id = document.document_id
)

select
    document_id,
    ordinal,
    start_char,
    end_char
from ordered
where
    char_count is null
    or start_char < coalesce(previous_end, 0)
    or end_char <= start_char
    or end_char > char_count;
