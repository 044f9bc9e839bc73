-- The articles that tell one story, in the order of their days, with who brought each; copies are marked.
-- `story` is a story_id or its beginning, or words of its label.
-- parameter: story
with chosen as (
    select
        story_id,
        label
    from core.stories
    where starts_with(story_id, $story) or contains(lower(label), lower($story))
    order by starts_with(story_id, $story) desc, article_count desc, story_id asc
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
            select articles.article_id
            from core.articles
            inner join chosen on articles.story_id = chosen.story_id
        )
    group by article_occurrences.article_id
)

select
    chosen.label as story,
    articles.published_date,
    held.sources,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    duplicates.kind as copy_kind,
    duplicates.canonical_article_id as copy_of,
    articles.article_id
from core.articles
inner join chosen on articles.story_id = chosen.story_id
left join held on articles.article_id = held.article_id
left join core.duplicates on articles.article_id = duplicates.article_id
where coalesce(articles.is_current, true)
order by articles.published_date asc nulls last, (duplicates.kind is not null) asc, articles.article_id asc;
