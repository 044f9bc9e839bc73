-- Grain: one row per story of `chosen`, the columns of core.stories. Key: story_id.
-- `chosen` is an Arrow table with columns story_id, representative_article_id. The label is the representative's title,
-- else its deck, else the first line of its text: words of an article, not of a machine.
with members as (
    select
        members.story_id,
        members.article_id,
        articles.published_date
    from ops.story_members as members
    inner join core.articles as articles on members.article_id = articles.article_id
    where members.story_id in (select chosen.story_id from chosen)
),

copies as (
    select
        members.story_id,
        duplicates.article_id
    from core.duplicates as duplicates
    inner join members on duplicates.canonical_article_id = members.article_id
),

sources as (
    select
        told.story_id,
        count(distinct documents.source_code) as source_count
    from (
        select
            story_id,
            article_id
        from members
        union all
        select
            story_id,
            article_id
        from copies
    ) as told
    inner join core.article_occurrences as occurrences on told.article_id = occurrences.article_id
    inner join raw.documents as documents on occurrences.document_id = documents.document_id
    group by told.story_id
),

counted as (
    select
        story_id,
        min(published_date) as first_published_date,
        max(published_date) as last_published_date,
        count(*) as article_count
    from members
    group by story_id
),

copied as (
    select
        story_id,
        count(*) as copy_count
    from copies
    group by story_id
)

select
    chosen.story_id,
    coalesce(
        nullif(trim(articles.title), ''),
        nullif(trim(articles.deck), ''),
        regexp_extract(articles.text, '^[^\n]{1,160}')
    ) as label,
    counted.first_published_date,
    counted.last_published_date,
    counted.article_count,
    coalesce(copied.copy_count, 0) as copy_count,
    coalesce(sources.source_count, 0) as source_count,
    chosen.representative_article_id
from chosen
inner join counted on chosen.story_id = counted.story_id
inner join core.articles as articles on chosen.representative_article_id = articles.article_id
left join copied on chosen.story_id = copied.story_id
left join sources on chosen.story_id = sources.story_id
order by chosen.story_id;
