-- Every occurrence has its article.
-- scope: table
select
    occurrence.document_id,
    occurrence.ordinal,
    occurrence.article_id
from core.article_occurrences as occurrence
anti join core.articles as article on occurrence.article_id = article.article_id;
