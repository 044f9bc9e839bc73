-- Grain: one row per row of ops.paired_entities, its ids as numbers of temporary tables.
-- Key: article, entity. Entities have numbers in the order of their ids.
with articles as (
    select
        article_id,
        row_number() over ()::integer as number
    from core.articles
)

select
    articles.number as article,
    numbered_entities.number as entity,
    paired.published_date,
    numbered_places.number as place
from ops.paired_entities as paired
inner join articles on paired.article_id = articles.article_id
inner join numbered_entities on paired.entity_id = numbered_entities.entity_id
left join numbered_places on paired.place_id = numbered_places.place_id;
