-- Grain: one row per current article that is no copy and has mentions of entities, with the part of these mentions that
-- it belongs to (temporary table `article_parts`), in the order of parts.
-- Key: article, as in paired_ids.sql.
select
    parts.part,
    parts.article,
    articles.published_date
from core.articles as articles
inner join article_parts as parts on hash(articles.article_id) = parts.article
where
    coalesce(articles.is_current, true)
    and articles.article_id not in (select duplicates.article_id from core.duplicates as duplicates)
order by parts.part;
