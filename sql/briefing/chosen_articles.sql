-- Current articles of some days, and of some places where places are asked for; what a briefing rests on.
-- Grain: article; key: article_id. Table passed in: `wanted` (place_id), empty for all places.
-- parameter: since
-- parameter: until
-- parameter: is_all_places
with sources as (
    select
        occurrences.article_id,
        list_sort(list_distinct(list(documents.source_code))) as source_codes
    from core.article_occurrences as occurrences
    inner join raw.documents as documents on occurrences.document_id = documents.document_id
    inner join core.articles as articles on occurrences.article_id = articles.article_id
    where
        coalesce(documents.is_current, true)
        and (articles.published_date between $since::date and $until::date or $since is null)
    group by occurrences.article_id
)

select
    articles.article_id,
    articles.published_date,
    articles.published_basis,
    articles.story_id,
    documents.url,
    sources.source_codes,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,200}')) as headline,
    coalesce(sources.source_codes[1], documents.source_code, '') as source_code,
    duplicates.article_id is not null as is_copy
from core.articles as articles
left join sources on articles.article_id = sources.article_id
left join raw.documents as documents on articles.document_id = documents.document_id
left join core.duplicates as duplicates on articles.article_id = duplicates.article_id
where
    coalesce(articles.is_current, true)
    and (articles.published_date between $since::date and $until::date or $since is null)
    and (
        $is_all_places
        or articles.article_id in (
            select article_places.article_id
            from core.article_places
            where article_places.place_id in (select wanted.place_id from wanted)
        )
    )
order by articles.published_date desc, articles.article_id asc;
