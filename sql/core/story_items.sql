-- Grain: one row per article that counts for stories (`is_counted`: it has terms) or belongs to one, with the part that
-- it is grouped in: what is tied together (temporary table `tied`) is in one part. Those that count are numbered within
-- each part from 0 on, in order of days.
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
),

parted as (
    select
        *,
        (hash(coalesce(label::varchar, article_id)) % $parts::ubigint)::integer as part
    from labelled
)

select
    *,
    (row_number() over numbering - 1)::integer as number
from parted
window numbering as (partition by part, is_counted order by published_date nulls last, article_id)
order by part;
