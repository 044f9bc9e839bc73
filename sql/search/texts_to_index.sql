-- Grain: one row per article of `wanted`, an Arrow table with article_id and content_key. Key: article_id.
-- `day` counts days from 0001-01-01, as Python's date.toordinal does.
select
    wanted.article_id,
    wanted.content_key,
    articles.published_date - date '0001-01-01' + 1 as day,
    coalesce(articles.title, '') as title,
    coalesce(articles.deck, '') as deck,
    articles.text as body
from core.articles
inner join wanted on articles.article_id = wanted.article_id
order by wanted.article_id;
