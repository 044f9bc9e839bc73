-- Grain: one row per occurrence of the documents in `units`, with what their records say of title, date and language.
-- Key: document_id, ordinal. `units` is an Arrow table with a column unit_id.
select
    occurrence.article_id,
    occurrence.document_id,
    occurrence.ordinal,
    occurrence.start_char,
    occurrence.end_char,
    occurrence.title_start_char,
    occurrence.title_end_char,
    occurrence.deck_start_char,
    occurrence.deck_end_char,
    nullif(trim(document.title), '') as record_title,
    document.published_at as metadata_at,
    document.collected_at,
    document.language_code,
    document.uri
from core.article_occurrences as occurrence
inner join raw.documents as document on occurrence.document_id = document.document_id
where occurrence.document_id in (select units.unit_id from units)
order by occurrence.document_id, occurrence.ordinal;
