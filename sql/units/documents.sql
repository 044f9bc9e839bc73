-- Grain: one row per document that can be cut into articles, with the hash of its corrections as what it is read from.
-- A record has no size, since it is one article by its source's word: its text is not read.
-- Key: unit_id.
-- An ordered aggregate keeps all of its groups in memory: it is asked of the documents that have corrections alone.
-- parameter: everything
with corrected as (
    select
        document_id,
        md5(string_agg(action || start_char::varchar, ',' order by start_char)) as input_key
    from raw.cut_corrections
    group by document_id
)

select
    document.document_id as unit_id,
    case when document.is_dump then document.char_count else 0 end as size,
    coalesce(corrected.input_key, '') as input_key
from raw.documents as document
left join corrected on document.document_id = corrected.document_id
where $everything or document.document_id in (select changed.unit_id from changed);
