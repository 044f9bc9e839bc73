-- One row per current article: how many days before the last collection it came in, as checks of what was before ask.
-- Key: article_id.
-- column: article_id: The article, in core.articles
-- column: age_days: Days from the collection of its document to the last one of any current article; 0 on the last day
select
    articles.article_id,
    max(documents.collected_at::date) over () - documents.collected_at::date as age_days
from core.articles
inner join raw.documents on articles.document_id = documents.document_id
where coalesce(articles.is_current, true);
