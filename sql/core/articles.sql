-- Grain: one row per document whose articles can be dated, with who cut it as what it is read from.
-- Key: unit_id. All articles of a document are dated together, because neighbours in a dump inform each other.
select
    document.document_id as unit_id,
    document.char_count as size,
    coalesce(note.annotator_id || '|' || note.input_key, '') as input_key
from raw.documents as document
left join ops.annotations as note
    on note.table_name = 'core.article_occurrences' and document.document_id = note.unit_id
where note.unit_id is not null or not document.is_dump;
