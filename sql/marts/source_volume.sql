-- One row per source and day; the day is NULL for the source's articles that no date is known of.
-- An article that a source brought several times counts once for it. Copies are counted beside.
-- Key: source_code, published_date. Parameters: none.
-- Twin of pipelines/transforms/source_volume.py.
with source_articles as (
    select distinct
        article_occurrences.article_id,
        coalesce(documents.source_code, 'unknown') as source_code
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
),

sized_articles as (
    select
        source_articles.source_code,
        articles.published_date,
        articles.word_count,
        articles.article_id in (select duplicates.article_id from core.duplicates as duplicates) as is_copy,
        articles.published_date is not null and articles.published_basis in ('dateline', 'text') as is_inferred
    from source_articles
    inner join core.articles on source_articles.article_id = articles.article_id
)

select
    source_code,
    published_date,
    count(*) filter (where not is_copy) as article_count,
    count(*) filter (where is_inferred and not is_copy) as inferred_count,
    coalesce(sum(word_count) filter (where not is_copy), 0)::bigint as word_count,
    count(*) filter (where is_copy) as copy_count
from sized_articles
group by source_code, published_date;
