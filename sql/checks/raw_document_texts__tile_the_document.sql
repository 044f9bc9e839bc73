-- The parts of a document's text follow each other without gap and are as long as the document says.
with parts as (
    select
        document_id,
        start_char,
        start_char + length(text) as end_char,
        coalesce(
            lag(start_char + length(text)) over (partition by document_id order by part_index asc), 0
        ) as previous_end
    from audited
)

select
    document.document_id,
    document.char_count,
    max(parts.end_char) as text_length
from raw.documents as document
inner join parts on document.document_id = parts.document_id
group by document.document_id, document.char_count
having
    max(parts.end_char) is distinct from document.char_count
    or count(*) filter (where parts.start_char <> parts.previous_end) > 0;
