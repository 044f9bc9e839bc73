-- Every article that has the words of one, and which had them first. `article` is an article_id or its beginning.
-- parameter: article
with families as (
    select
        article_id,
        canonical_article_id
    from core.duplicates
    union
    select
        canonical_article_id as article_id,
        canonical_article_id
    from core.duplicates
),

family as (
    select canonical_article_id
    from families
    where starts_with(article_id, $article)
    order by article_id
    limit 1
),

held as (
    select
        article_occurrences.article_id,
        string_agg(distinct documents.source_code, ', ' order by documents.source_code) as sources
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where
        coalesce(documents.is_current, true)
        and article_occurrences.article_id in (
            select families.article_id
            from families
            inner join family on families.canonical_article_id = family.canonical_article_id
        )
    group by article_occurrences.article_id
)

select
    articles.published_date,
    held.sources,
    coalesce(duplicates.kind, 'first') as kind,
    duplicates.similarity_score,
    duplicates.added_word_count,
    duplicates.removed_word_count,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    articles.article_id
from families
inner join family on families.canonical_article_id = family.canonical_article_id
inner join core.articles on families.article_id = articles.article_id
left join core.duplicates on families.article_id = duplicates.article_id
left join held on families.article_id = held.article_id
where coalesce(articles.is_current, true)
order by (duplicates.kind is not null) asc, articles.published_date asc nulls last, articles.article_id asc;
