-- Grain: one row per article of `hits` that is current, in their order. Key: article_id.
-- `hits` is an Arrow table with article_id, score and position.
with held as (
    select
        article_occurrences.article_id,
        string_agg(distinct documents.source_code, ', ' order by documents.source_code) as sources
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where
        article_occurrences.article_id in (select wanted.article_id from hits as wanted)
        and coalesce(documents.is_current, true)
    group by article_occurrences.article_id
)

select
    articles.published_date,
    held.sources,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    hits.score,
    duplicates.kind as copy_kind,
    duplicates.canonical_article_id as copy_of,
    stories.label as story,
    articles.article_id,
    articles.title,
    articles.deck,
    articles.text,
    hits.position
from core.articles
inner join hits on articles.article_id = hits.article_id
left join held on articles.article_id = held.article_id
left join core.duplicates on articles.article_id = duplicates.article_id
left join core.stories on articles.story_id = stories.story_id
where
    coalesce(articles.is_current, true)
order by hits.position;
