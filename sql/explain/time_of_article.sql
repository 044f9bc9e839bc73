-- Grain: one line on the day from which an article's relative times are counted.
-- parameter: article_id
select
    coalesce('counted from the article''s day, ' || published_date::varchar, 'the article has no day to count from')
    || ' (' || published_basis || ')' as line
from core.articles
where article_id = $article_id;
