-- Stories of the chosen articles, those that most sources tell first. Grain: story; key: story_id.
-- Table passed in: `chosen` (article_id, story_id, is_copy, source_codes).
-- parameter: limit
with counted as (
    select
        story_id,
        count(*) filter (where not is_copy) as article_count,
        count(*) filter (where is_copy) as copy_count,
        len(list_distinct(flatten(list(source_codes)))) as source_count
    from chosen
    where story_id is not null
    group by story_id
),

best as (
    select *
    from counted
    where article_count > 0
    order by source_count desc, article_count desc, story_id asc
    limit 4 * $limit::bigint
),

names as (
    select
        chosen.story_id,
        entities.canonical_name,
        row_number() over (
            partition by chosen.story_id
            order by count(distinct mentions.article_id) desc, count(*) desc, entities.canonical_name asc
        ) as position
    from chosen
    inner join best on chosen.story_id = best.story_id
    inner join core.entity_mentions as mentions on chosen.article_id = mentions.article_id
    inner join core.entities as entities on mentions.entity_id = entities.entity_id
    where entities.entity_type in ('PERSON', 'ORG', 'GPE', 'LOC', 'FAC')
    group by chosen.story_id, entities.canonical_name
),

named as (
    select
        story_id,
        string_agg(canonical_name, ', ' order by position) as names
    from names
    where position <= 6
    group by story_id
)

select
    stories.story_id,
    stories.label,
    stories.first_published_date,
    stories.representative_article_id,
    named.names,
    best.article_count,
    best.copy_count,
    best.source_count
from best
inner join core.stories as stories on best.story_id = stories.story_id
left join named on best.story_id = named.story_id
order by best.source_count desc, best.article_count desc, stories.article_count desc, stories.story_id asc
limit $limit::bigint;
