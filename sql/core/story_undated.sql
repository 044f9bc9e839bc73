-- Grain: one row per article of unknown day that has terms.
-- Key: article_id. Articles of unknown day are near one another.
with weighed as (
    select distinct article_id
    from ops.story_terms
    where published_date is null
)

select
    article_id,
    published_date,
    word_count,
    true as is_wanted
from core.articles
where published_date is null and article_id in (select weighed.article_id from weighed)
order by article_id;
