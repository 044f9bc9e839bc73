-- Grain: one row per current article of which the side file shows nothing yet, or something else than the copy says.
-- Key: article_id. `kept` is an Arrow table with what the side file holds: article_id, shown_key.
with held as (
    select
        article_occurrences.article_id,
        string_agg(distinct documents.source_code, ', ' order by documents.source_code) as sources
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where coalesce(documents.is_current, true)
    group by article_occurrences.article_id
),

shown as (
    select
        articles.article_id,
        held.sources,
        duplicates.kind as copy_kind,
        duplicates.canonical_article_id as copy_of,
        stories.label as story
    from core.articles
    left join held on articles.article_id = held.article_id
    left join core.duplicates on articles.article_id = duplicates.article_id
    left join core.stories on articles.story_id = stories.story_id
    where coalesce(articles.is_current, true)
),

keyed as (
    select
        article_id,
        sources,
        copy_kind,
        copy_of,
        story,
        md5(
            concat_ws(
                chr(31), coalesce(sources, ''), coalesce(copy_kind, ''), coalesce(copy_of, ''), coalesce(story, '')
            )
        ) as shown_key
    from shown
)

select
    keyed.article_id,
    keyed.shown_key,
    keyed.sources,
    keyed.copy_kind,
    keyed.copy_of,
    keyed.story
from keyed
anti join kept on keyed.article_id = kept.article_id and keyed.shown_key = kept.shown_key
order by keyed.article_id;
