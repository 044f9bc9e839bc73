-- Grain: one row, the characters of an article from one offset to another.
-- parameter: article
-- parameter: field
-- parameter: start
-- parameter: end
select substr(if($field = 'title', title, text), $start::bigint + 1, $end::bigint - $start::bigint) as words
from core.articles
where article_id = $article;
