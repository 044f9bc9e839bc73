-- Grain: one row per part of one document's text, without the text.
-- Key: part_index.
-- parameter: document_id
select
    part.part_index,
    part.start_char,
    coalesce(
        lead(part.start_char) over (order by part.part_index asc),
        document.char_count
    ) as end_char
from raw.document_texts as part
inner join raw.documents as document on part.document_id = document.document_id
where part.document_id = $document_id
order by part.part_index;
