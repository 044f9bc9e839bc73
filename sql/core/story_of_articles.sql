-- Grain: one row per article of `units` or copy of one of them whose story is another than core.articles says.
-- Key: unit_id. `units` is an Arrow table with a column unit_id. A copy belongs to the story of the article it copies.
select
    articles.article_id as unit_id,
    members.story_id
from core.articles as articles
left join core.duplicates as duplicates on articles.article_id = duplicates.article_id
left join ops.story_members as members
    on coalesce(duplicates.canonical_article_id, articles.article_id) = members.article_id
where
    (
        articles.article_id in (select units.unit_id from units)
        or duplicates.canonical_article_id in (select units.unit_id from units)
    )
    and articles.story_id is distinct from members.story_id
order by articles.article_id;
