-- Grain: one row per article of `changed` and entity among the 20 that it mentions most.
-- Key: article_id, entity_id. `changed` is an Arrow table with a column unit_id.
-- A list of hundreds of names links no two of them. `place_id` is the place that the name stands for in the article, of
-- several the one with the smallest id: a people and its country share it.
-- The numbers of the rows are looked for first: whole rows are then read where they lie, and of no other article.
with mentions as (
    select
        article_id,
        field,
        start_char,
        end_char,
        entity_id
    from core.entity_mentions
    where
        entity_id is not null
        and rowid in (
            select sought.rowid
            from core.entity_mentions as sought
            where sought.article_id in (select changed.unit_id from changed)
        )
),

places as (
    select
        article_id,
        field,
        start_char,
        end_char,
        place_id
    from core.place_mentions
    where
        resolution_basis is distinct from 'container'
        and rowid in (
            select sought.rowid
            from core.place_mentions as sought
            where sought.article_id in (select changed.unit_id from changed)
        )
),

counted as (
    select
        mentions.article_id,
        mentions.entity_id,
        count(*) as mention_count,
        min(places.place_id) as place_id
    from mentions
    left join places
        on
            mentions.article_id = places.article_id
            and mentions.field = places.field
            and mentions.start_char = places.start_char
            and mentions.end_char = places.end_char
    group by mentions.article_id, mentions.entity_id
),

leading_ones as (
    select
        article_id,
        entity_id,
        place_id
    from counted
    qualify row_number() over (partition by article_id order by mention_count desc, entity_id asc) <= 20
)

select
    leading_ones.article_id,
    leading_ones.entity_id,
    article.published_date,
    leading_ones.place_id
from leading_ones
inner join core.articles as article on leading_ones.article_id = article.article_id
anti join core.duplicates as duplicates on leading_ones.article_id = duplicates.article_id
where coalesce(article.is_current, true);
