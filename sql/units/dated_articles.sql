-- Grain: one row per article that can be read by a reading whose facts hang on the article's date.
-- Key: unit_id. A new date makes them stale.
select
    article_id as unit_id,
    word_count as size,
    coalesce(md5(title), '') || '|' || coalesce(published_date::varchar, '') as input_key
from core.articles;
