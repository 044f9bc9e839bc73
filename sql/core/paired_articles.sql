-- Grain: one row per current article that is no copy, its id as in paired_mentions.sql. Key: article.
select
    hash(article_id) as article,
    published_date
from core.articles
where
    coalesce(is_current, true)
    and article_id not in (select duplicates.article_id from core.duplicates as duplicates);
