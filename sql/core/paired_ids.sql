-- Grain: one row per article of a part of the mentions that counts (temporary table `part_articles`), numbered from 0.
-- Key: article, a hash of 64 bits of its id: of two million articles, that two share one is as likely as one in nine
-- million.
-- Mentions are read and not articles: of some articles, they lie together.
-- parameter: part_number
with ids as (
    select
        hash(article_id) as article,
        any_value(article_id) as article_id
    from core.entity_mentions
    group by hash(article_id)
),

counting as (
    select
        article,
        published_date
    from part_articles
    where part = $part_number::integer
)

select
    (row_number() over () - 1)::integer as number,
    ids.article,
    ids.article_id,
    counting.published_date
from ids
inner join counting on ids.article = counting.article
order by number;
