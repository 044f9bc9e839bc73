-- Grain: one row per article that counts for stories (`is_counted`: it has terms) or belongs to one, with the part that
-- it is grouped in: what is tied together (temporary table `tied`) is in one part.
-- Key: article_id.
-- parameter: parts
with counted as (
    select distinct article_id
    from ops.story_terms
),

items as (
    select
        coalesce(counted.article_id, members.article_id) as article_id,
        members.story_id,
        counted.article_id is not null as is_counted
    from counted
    full join ops.story_members as members on counted.article_id = members.article_id
),

labelled as (
    select
        items.article_id,
        articles.published_date,
        items.story_id,
        items.is_counted,
        tied.label
    from items
    left join core.articles as articles on items.article_id = articles.article_id
    left join tied on items.article_id = tied.unit_id
)

select
    article_id,
    published_date,
    story_id,
    is_counted,
    label,
    (hash(coalesce(label::varchar, article_id)) % $parts::ubigint)::integer as part
from labelled
order by part;
