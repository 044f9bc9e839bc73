-- Grain: one row per undated article of `units` whose row of core.articles does not rest on what dated articles now
-- tell. Key: article_id. `units` is an Arrow table with a column unit_id, `told` one with columns article_id, told_key
-- and least_step.
with resting as (
    select distinct article_id
    from core.date_evidence
    where kind = 'told' and article_id in (select units.unit_id from units)
)

select
    articles.article_id,
    articles.document_id,
    told.told_key,
    told.least_step
from core.articles as articles
left join told on articles.article_id = told.article_id
left join ops.told_articles as noted on articles.article_id = noted.article_id
left join resting on articles.article_id = resting.article_id
where
    articles.article_id in (select units.unit_id from units)
    and coalesce(articles.is_current, true)
    and (
        (told.told_key is null) <> (resting.article_id is null)
        or (told.told_key is not null and told.told_key is distinct from noted.told_key)
    )
order by articles.document_id, articles.article_id;
