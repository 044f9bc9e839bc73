-- Grain: one row per occurrence that is dated together with one of the articles in `wanted`, with what its record says.
-- Key: document_id, ordinal. `wanted` is an Arrow table with a column article_id. Of the current documents that hold an
-- article, those with a date of their own are asked first, then those collected first, at most $most: a text that
-- stands in ten thousand documents costs no more than one that stands in a few.
-- parameter: most
-- parameter: stretch_chars
with holders as (
    select
        occurrence.document_id,
        occurrence.start_char // $stretch_chars as stretch,
        row_number() over (
            partition by occurrence.article_id
            order by
                document.published_at is null asc, document.collected_at asc, document.document_id asc,
                occurrence.ordinal asc
        ) as position
    from core.article_occurrences as occurrence
    inner join raw.documents as document on occurrence.document_id = document.document_id
    where
        occurrence.article_id in (select wanted.article_id from wanted)
        and coalesce(document.is_current, true)
),

asked as (
    select distinct
        document_id,
        stretch
    from holders
    where position <= $most
)

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
    document.published_on as metadata_on,
    document.collected_at,
    document.language_code,
    document.uri
from core.article_occurrences as occurrence
inner join asked
    on
        occurrence.document_id = asked.document_id
        and occurrence.start_char // $stretch_chars = asked.stretch
inner join raw.documents as document on occurrence.document_id = document.document_id
order by occurrence.document_id, occurrence.ordinal;
