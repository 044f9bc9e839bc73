-- Grain: one row per article that can be read by a reading whose facts hang on the article's date.
-- Key: unit_id. A new date makes them stale.
-- parameter: everything
select
    article_id as unit_id,
    word_count as size,
    coalesce(md5(title), '') || '|' || coalesce(published_date::varchar, '') as input_key
from core.articles
where $everything or article_id in (select changed.unit_id from changed);
