-- One article with what is known of it as a whole. Grain: one row.
-- parameter: article
with sources as (
    select string_agg(distinct documents.source_code, ', ' order by documents.source_code) as sources
    from core.article_occurrences as occurrences
    inner join raw.documents as documents on occurrences.document_id = documents.document_id
    where occurrences.article_id = $article
),

named as (
    select string_agg(topics.name, ', ' order by article_topics.rank, topics.name) as topics
    from core.article_topics as article_topics
    inner join core.topics as topics on article_topics.topic_code = topics.topic_code
    where article_topics.article_id = $article and not article_topics.is_implied
)

select
    articles.article_id,
    articles.title,
    articles.is_title_in_text,
    articles.text,
    articles.word_count,
    articles.language_code,
    articles.published_date,
    articles.published_earliest,
    articles.published_latest,
    articles.published_basis,
    coalesce(articles.is_current, true) as is_current,
    documents.url,
    sources.sources,
    named.topics,
    stories.label as story,
    stories.article_count as story_article_count,
    duplicates.kind as copy_kind,
    duplicates.canonical_article_id
from core.articles as articles
cross join sources
cross join named
left join raw.documents as documents on articles.document_id = documents.document_id
left join core.stories as stories on articles.story_id = stories.story_id
left join core.duplicates as duplicates on articles.article_id = duplicates.article_id
where articles.article_id = $article;
