-- Articles whose id begins with some characters, or the latest one. Grain: article; key: article_id.
-- parameter: article
-- parameter: limit
select
    article_id,
    coalesce(title, deck, regexp_extract(text, '^[^\n]{1,120}')) as headline,
    published_date
from core.articles
where starts_with(article_id, $article) or ($article = 'latest' and coalesce(is_current, true))
order by published_date desc nulls last, article_id asc
limit $limit::bigint;
