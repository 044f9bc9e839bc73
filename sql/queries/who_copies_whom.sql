-- Which source takes over the articles of which: how many, how alike, and how many days later.
-- Revisions by the same outlet are not copies; see `revisions`.
-- parameter: limit = 50
with held as (
    select distinct
        article_occurrences.article_id,
        documents.source_code
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where coalesce(documents.is_current, true)
)

select
    firsts.source_code as first_source,
    copies.source_code as copying_source,
    count(*) as copy_count,
    avg(duplicates.similarity_score) as mean_similarity_score,
    median(later.published_date - earlier.published_date)::double as median_lag_days,
    min(later.article_id) as example_article_id
from core.duplicates
inner join core.articles as later on duplicates.article_id = later.article_id
inner join core.articles as earlier on duplicates.canonical_article_id = earlier.article_id
inner join held as firsts on duplicates.canonical_article_id = firsts.article_id
inner join held as copies on duplicates.article_id = copies.article_id
where firsts.source_code <> copies.source_code and duplicates.kind <> 'revision' and coalesce(later.is_current, true)
group by firsts.source_code, copies.source_code
order by copy_count desc, first_source asc, copying_source asc
limit $limit::bigint;
