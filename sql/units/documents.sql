-- Grain: one row per document that can be cut into articles, with the hash of its corrections as what it is read from.
-- Key: unit_id.
-- parameter: everything
select
    document.document_id as unit_id,
    document.char_count as size,
    coalesce(
        md5(string_agg(correction.action || correction.start_char::varchar, ',' order by correction.start_char)),
        ''
    ) as input_key
from raw.documents as document
left join raw.cut_corrections as correction on document.document_id = correction.document_id
where $everything or document.document_id in (select changed.unit_id from changed)
group by document.document_id, document.char_count;
