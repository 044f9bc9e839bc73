-- Grain: one row per current document that was cut, with the hash of its cuts as what its articles are made from.
-- Key: unit_id.
-- parameter: everything
select
    occurrence.document_id as unit_id,
    document.char_count as size,
    md5(
        string_agg(
            concat_ws(
                ',', occurrence.article_id, occurrence.start_char, occurrence.end_char, occurrence.title_start_char,
                occurrence.title_end_char, occurrence.deck_start_char, occurrence.deck_end_char
            ),
            ';' order by occurrence.ordinal
        )
    ) as input_key
from core.article_occurrences as occurrence
inner join raw.documents as document on occurrence.document_id = document.document_id
where
    coalesce(document.is_current, true)
    and ($everything or occurrence.document_id in (select changed.unit_id from changed))
group by occurrence.document_id, document.char_count;
