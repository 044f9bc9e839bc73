-- The articles of some days, in their order, with how each date is known and how sure it is; copies are marked.
-- parameter: since = any
-- parameter: until = any
-- parameter: limit = 200
with chosen as materialized (
    select
        article_id,
        published_date
    from core.articles
    where
        published_date is not null
        and coalesce(is_current, true)
        and ($since = 'any' or published_date >= case when $since <> 'any' then $since::date end)
        and ($until = 'any' or published_date <= case when $until <> 'any' then $until::date end)
    order by published_date asc, article_id asc
    limit $limit::bigint
)

select
    articles.published_date,
    articles.published_basis,
    articles.published_score,
    articles.published_earliest,
    articles.published_latest,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    documents.source_code,
    duplicates.kind as copy_kind,
    articles.article_id
from core.articles
inner join chosen on articles.article_id = chosen.article_id
left join raw.documents on articles.document_id = documents.document_id
left join core.duplicates on articles.article_id = duplicates.article_id
order by articles.published_date asc, articles.article_id asc;
