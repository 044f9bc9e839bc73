-- Grain: one row per pair of articles that may share words, from the temporary table `copy_meetings`
-- (copy_meetings.sql).
-- Key: article_id, other_article_id (the smaller id first). A pair must share two bands of its kind, if many articles
-- share them. Texts made of the same few sentences share other bands with other ones: of each article only the pairs
-- that share most count, the earliest first.
-- parameter: popular = 20
-- parameter: most = 20
with pairs as (
    select
        article_id,
        other_article_id,
        other_published_date,
        sum(shared_count) as shared_count,
        min(article_count) as article_count
    from copy_meetings
    group by article_id, other_article_id, other_published_date
),

nearest as (
    select
        article_id,
        other_article_id
    from pairs
    where shared_count >= 2 or article_count <= $popular::bigint
    qualify row_number() over (
        partition by article_id
        order by shared_count desc, other_published_date asc nulls last, other_article_id asc
    ) <= $most::bigint
)

select distinct
    least(article_id, other_article_id) as article_id,
    greatest(article_id, other_article_id) as other_article_id
from nearest;
