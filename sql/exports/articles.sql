-- Grain: one row per current article that is no copy, of some days or of all, by day and id. Key: article_id.
-- parameter: since
-- parameter: until
select
    articles.article_id,
    articles.published_date,
    articles.title,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    articles.word_count,
    documents.source_code,
    documents.url
from core.articles
left join raw.documents on articles.document_id = documents.document_id
where
    coalesce(articles.is_current, true)
    and articles.article_id not in (select duplicates.article_id from core.duplicates)
    and ($since::date is null or articles.published_date >= $since::date)
    and ($until::date is null or articles.published_date <= $until::date)
order by articles.published_date asc nulls last, articles.article_id asc;
