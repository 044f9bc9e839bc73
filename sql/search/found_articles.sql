-- Grain: one row per article of the list `ids` that is current. Key: article_id.
-- A list keeps DuckDB from reading the columns of other articles, which a join would do.
-- parameter: ids
select
    article_id,
    published_date,
    coalesce(title, deck, regexp_extract(text, '^[^\n]{1,160}')) as headline,
    story_id,
    coalesce(title, '') as title,
    coalesce(deck, '') as deck,
    text
from core.articles
where list_contains($ids, article_id) and coalesce(is_current, true);
