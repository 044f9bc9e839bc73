-- Grain: one row per article that can be read.
-- Key: unit_id. What is read is the article's own text, which its id stands for, and its title.
-- parameter: everything
select
    article_id as unit_id,
    word_count as size,
    coalesce(md5(title), '') as input_key
from core.articles
where $everything or article_id in (select changed.unit_id from changed);
