-- Grain: one row per article that core.time_mentions can be read from.
-- Key: unit_id. Relative expressions hang on the article's date, so a new date makes them stale.
select
    article_id as unit_id,
    word_count as size,
    coalesce(md5(title), '') || '|' || coalesce(published_date::varchar, '') as input_key
from core.articles;
