-- Grain: one row per article of the side file that is no longer current or has other words. Key: article_id.
-- `indexed` is an Arrow table with what the side file holds: article_id, content_key.
with keyed as (
    select
        article_id,
        md5(concat_ws(chr(31), coalesce(title, ''), coalesce(deck, ''), coalesce(published_date::varchar, '')))
            as content_key
    from core.articles
    where coalesce(is_current, true)
)

select indexed.article_id
from indexed
anti join keyed on indexed.article_id = keyed.article_id and indexed.content_key = keyed.content_key
order by indexed.article_id;
