-- Grain: one row per article whose id is the given one or begins so, three at most. Key: article_id.
-- parameter: article
select article_id
from core.articles
where starts_with(article_id, $article)
order by (article_id = $article) desc, article_id asc
limit 3;
