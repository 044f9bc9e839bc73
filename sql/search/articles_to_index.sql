-- Grain: one row per current article that the side file lacks or holds with other words. Key: article_id.
-- `indexed` is an Arrow table with what the side file holds: article_id, content_key.
with keyed as (
    select
        article_id,
        md5(concat_ws(chr(31), coalesce(title, ''), coalesce(deck, ''), coalesce(published_date::varchar, '')))
            as content_key
    from core.articles
    where coalesce(is_current, true)
)

select
    keyed.article_id,
    keyed.content_key
from keyed
anti join indexed on keyed.article_id = indexed.article_id and keyed.content_key = indexed.content_key
order by keyed.article_id;
