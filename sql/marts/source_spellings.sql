-- One row per source, day, place and spelling of it in mentions of the location itself; the day may be NULL.
-- What stands in copies is counted beside.
-- Key: source_code, published_date, place_id, surface. Parameters: none.
-- Twin of pipelines/transforms/source_spellings.py.
with held as (
    select distinct
        coalesce(documents.source_code, 'unknown') as source_code,
        article_occurrences.article_id
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
),

spelled as (
    select
        article_id,
        place_id,
        surface,
        count(*) as mention_count
    from core.place_mentions
    where place_id is not null and role = 'literal' and resolution_basis is distinct from 'container'
    group by article_id, place_id, surface
)

select
    held.source_code,
    articles.published_date,
    spelled.place_id,
    spelled.surface,
    count(*) filter (where duplicates.article_id is null) as article_count,
    coalesce(sum(spelled.mention_count) filter (where duplicates.article_id is null), 0)::bigint as mention_count,
    coalesce(sum(spelled.mention_count) filter (where duplicates.article_id is not null), 0)::bigint
        as copy_mention_count
from held
inner join core.articles on held.article_id = articles.article_id
inner join spelled on held.article_id = spelled.article_id
left join core.duplicates on held.article_id = duplicates.article_id
group by held.source_code, articles.published_date, spelled.place_id, spelled.surface;
