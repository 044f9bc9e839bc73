-- Grain: one row per article of `changed` and entity among the 20 that it mentions most.
-- Key: article_id, entity_id. `changed` is an Arrow table with a column unit_id.
-- A list of hundreds of names links no two of them.
with counted as (
    select
        article_id,
        entity_id,
        count(*) as mention_count
    from core.entity_mentions
    where entity_id is not null and article_id in (select changed.unit_id from changed)
    group by article_id, entity_id
)

select
    counted.article_id,
    counted.entity_id,
    article.published_date
from counted
inner join core.articles as article on counted.article_id = article.article_id
where
    coalesce(article.is_current, true)
    and article.article_id not in (select duplicates.article_id from core.duplicates as duplicates)
qualify
    row_number() over (
        partition by counted.article_id
        order by counted.mention_count desc, counted.entity_id asc
    ) <= 20
order by counted.article_id, counted.entity_id;
