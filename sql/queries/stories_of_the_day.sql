-- The stories of a day, the most widely told first: what happened, who told it, where and with whom, since when.
-- Without a day, the last day that has articles. Copies are counted beside.
-- parameter: day = latest
-- parameter: limit = 20
with chosen_day as (
    select coalesce(try_cast($day as date), max(published_date)) as published_date
    from core.articles
    where coalesce(is_current, true)
),

todays as (
    select
        articles.story_id,
        count(*) filter (where duplicates.article_id is null) as article_count,
        count(*) filter (where duplicates.article_id is not null) as copy_count
    from core.articles as articles
    inner join chosen_day on articles.published_date = chosen_day.published_date
    left join core.duplicates as duplicates on articles.article_id = duplicates.article_id
    where articles.story_id is not null and coalesce(articles.is_current, true)
    group by articles.story_id
),

names as (
    select
        articles.story_id,
        entities.canonical_name,
        entities.entity_type in ('GPE', 'LOC', 'FAC') as is_place,
        row_number() over (
            partition by articles.story_id, entities.entity_type in ('GPE', 'LOC', 'FAC')
            order by count(distinct articles.article_id) desc, count(*) desc, entities.canonical_name asc
        ) as position
    from core.articles as articles
    inner join core.entity_mentions as mentions on articles.article_id = mentions.article_id
    inner join core.entities as entities on mentions.entity_id = entities.entity_id
    where articles.story_id in (select todays.story_id from todays) and entities.entity_type <> 'NORP'
    group by articles.story_id, entities.canonical_name, entities.entity_type in ('GPE', 'LOC', 'FAC')
),

named as (
    select
        story_id,
        string_agg(canonical_name, ', ' order by position) filter (where not is_place) as names,
        string_agg(canonical_name, ', ' order by position) filter (where is_place) as places
    from names
    where position <= 4
    group by story_id
)

select
    stories.label as story,
    todays.article_count,
    todays.copy_count,
    stories.source_count,
    named.places,
    named.names,
    stories.first_published_date,
    stories.article_count as articles_in_all,
    stories.story_id
from todays
inner join core.stories as stories on todays.story_id = stories.story_id
left join named on todays.story_id = named.story_id
order by stories.source_count desc, todays.article_count desc, stories.article_count desc, stories.label asc
limit $limit::bigint;
