-- Cuts between articles of a dump that the segmenter is least sure of: the places to look at first.
-- A wrong cut is put right in a `<dump>.cuts.yaml` file beside the dump.
-- parameter: below = 0.8
-- parameter: limit = 50
select
    article_occurrences.boundary_score,
    documents.uri,
    article_occurrences.ordinal,
    article_occurrences.start_char,
    regexp_extract(articles.text, '^[^\n]{1,120}') as opening,
    article_occurrences.boundary_basis,
    article_occurrences.article_id
from core.article_occurrences
inner join raw.documents on article_occurrences.document_id = documents.document_id
inner join core.articles on article_occurrences.article_id = articles.article_id
where
    documents.is_dump
    and article_occurrences.ordinal > 0
    and article_occurrences.boundary_score < $below::double
order by article_occurrences.boundary_score, documents.uri, article_occurrences.ordinal
limit $limit::bigint;
