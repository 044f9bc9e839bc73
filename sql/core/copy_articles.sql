-- Grain: one row per current article of `units`, with what tells who was first and whose it is.
-- Key: article_id. `units` is an Arrow table with a column unit_id.
-- A file of many articles is not an outlet: the source of a dump does not count.
select
    articles.article_id,
    articles.published_date,
    coalesce(min(documents.collected_at), timestamptz '1970-01-01 00:00:00+00') as collected_at,
    articles.title,
    list(distinct documents.source_code) filter (where not documents.is_dump) as source_codes
from core.articles as articles
left join core.article_occurrences as occurrences on articles.article_id = occurrences.article_id
left join raw.documents as documents on occurrences.document_id = documents.document_id
where
    articles.article_id in (select units.unit_id from units)
    and coalesce(articles.is_current, true)
group by all
order by articles.article_id;
