-- Grain: one line per article of a pair, with its day and opening, the one that had the words first.
-- parameter: article_id
-- parameter: canonical_article_id
select
    case when article_id = $article_id then 'copy: ' else 'first: ' end
    || coalesce(published_date::varchar, 'no date') || ' ' || left(text, 160) as line
from core.articles
where article_id in ($article_id, $canonical_article_id)
order by article_id = $article_id, article_id;
