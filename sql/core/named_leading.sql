-- Grain: one row per row of the Arrow table `led`, its numbers as ids. Key: article_id, entity_id.
-- Mentions are read and not articles: of some articles, they lie together.
with articles as (
    select distinct article_id
    from core.entity_mentions
)

select
    articles.article_id,
    numbered_entities.entity_id,
    led.published_date,
    numbered_places.place_id
from led
inner join articles on led.article = hash(articles.article_id)
inner join numbered_entities on led.entity = numbered_entities.number
left join numbered_places on led.place = numbered_places.number;
