-- Places that the chosen articles spell in more than one way, with the sources of each spelling.
-- Grain: place and spelling; key: place_id, spelling. Table passed in: `chosen` (article_id, source_code).
-- Copies count: a source that takes a text over takes its spelling over. The span is of the surest mention.
-- parameter: limit
with spelled as (
    select
        mentions.place_id,
        lower(mentions.surface) as spelling,
        mode(mentions.surface) as surface,
        count(distinct mentions.article_id) as article_count,
        list_sort(list_distinct(list(chosen.source_code))) as source_codes,
        arg_max(
            {
                'article_id': mentions.article_id,
                'field': mentions.field,
                'start_char': mentions.start_char,
                'end_char': mentions.end_char
            },
            mentions.score + case mentions.field when 'text' then 1 else 0 end
        ) as span
    from core.place_mentions as mentions
    inner join chosen on mentions.article_id = chosen.article_id
    inner join core.places as places on mentions.place_id = places.place_id
    where
        mentions.role = 'literal'
        and places.feature_code not like 'CONT%'
        and mentions.place_id is not null
        and mentions.resolution_basis is distinct from 'container'
    group by mentions.place_id, lower(mentions.surface)
),

contested as (
    select
        place_id,
        sum(article_count) - max(article_count) as minority_count,
        sum(article_count) as article_count
    from spelled
    group by place_id
    having count(*) > 1
    order by minority_count desc, article_count desc, place_id asc
    limit $limit::bigint
)

select
    spelled.place_id,
    spelled.spelling,
    places.name as place_name,
    spelled.surface,
    spelled.article_count,
    spelled.source_codes,
    spelled.span
from spelled
inner join contested on spelled.place_id = contested.place_id
inner join core.places as places on spelled.place_id = places.place_id
order by
    contested.minority_count desc, contested.article_count desc, spelled.place_id asc,
    spelled.article_count desc, spelled.spelling asc;
