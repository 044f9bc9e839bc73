-- No article is dated after the last of its documents was collected (a day is allowed for time zones).
-- scope: table
select
    article.article_id,
    article.published_date,
    max(document.collected_at) as collected_at
from audited as article
inner join core.article_occurrences as occurrence on article.article_id = occurrence.article_id
inner join raw.documents as document on occurrence.document_id = document.document_id
group by article.article_id, article.published_date
having article.published_date > max(document.collected_at)::date + 1;
