-- Grain: one row per structured record that has no occurrence yet: it is one article, whole.
-- Key: document_id. The article id is the hash that pipelines.segment.article_id_of gives.
-- parameter: annotator_id
-- parameter: row_limit
with pending as (
    select
        document.document_id,
        document.external_id,
        document.char_count,
        document.content_sha256
    from raw.documents as document
    anti join core.article_occurrences as occurrence on document.document_id = occurrence.document_id
    where not document.is_dump
    order by document.document_id
    limit $row_limit
)

select
    substr(content_sha256, 1, 24) as article_id,
    document_id,
    external_id,
    0::bigint as ordinal,
    0::bigint as start_char,
    char_count as end_char,
    1.0::double as boundary_score,
    'document' as boundary_basis,
    null::bigint as title_start_char,
    null::bigint as title_end_char,
    null::bigint as deck_start_char,
    null::bigint as deck_end_char,
    $annotator_id::varchar as annotator_id
from pending
order by document_id;
