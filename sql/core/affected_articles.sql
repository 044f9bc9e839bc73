-- Grain: one row per article whose best date may change when the stretches in `stretches` do.
-- Key: article_id. `stretches` is an Arrow table with columns document_id, stretch. What a document dated and holds no
-- more belongs to its first stretch.
-- parameter: stretch_chars
select occurrence.article_id
from core.article_occurrences as occurrence
inner join stretches
    on
        occurrence.document_id = stretches.document_id
        and occurrence.start_char // $stretch_chars = stretches.stretch
union
select article_id
from core.articles
where
    document_id in (
        select stretches.document_id
        from stretches
        where stretches.is_first
    );
