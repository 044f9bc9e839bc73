-- Grain: one row per article that changed, is current and no copy, and entity among the 20 that it mentions most.
-- Key: article_id, entity_id. `articles_changed`, `copies_changed`, `mentions_changed` and `places_changed` are
-- relations: the articles' rows of core.articles, core.duplicates, core.entity_mentions and core.place_mentions, in
-- which `article` stands for an article, by its number or by its id.
-- A list of hundreds of names links no two of them. `place_id` is the place that the name stands for in the article, of
-- several the one with the smallest id: a people and its country share it.
with counted as (
    select
        mentions.article,
        mentions.entity_id,
        count(*) as mention_count,
        min(places.place_id) as place_id
    from mentions_changed as mentions
    left join places_changed as places
        on
            mentions.article = places.article
            and mentions.field = places.field
            and mentions.start_char = places.start_char
            and mentions.end_char = places.end_char
            and places.resolution_basis is distinct from 'container'
    where mentions.entity_id is not null
    group by mentions.article, mentions.entity_id
),

leading_ones as (
    select
        article,
        entity_id,
        place_id
    from counted
    qualify row_number() over (partition by article order by mention_count desc, entity_id asc) <= 20
)

select
    articles.article_id,
    leading_ones.entity_id,
    articles.published_date,
    leading_ones.place_id
from leading_ones
inner join articles_changed as articles on leading_ones.article = articles.article
anti join copies_changed as copies on leading_ones.article = copies.article
where coalesce(articles.is_current, true);
