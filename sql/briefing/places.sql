-- Where the chosen articles say that things are: literal places, without copies and containers.
-- Grain: place; key: place_id. Table passed in: `chosen` (article_id, is_copy). The span is of the surest mention.
-- parameter: limit
with mentions as (
    select place_mentions.*
    from core.place_mentions as place_mentions
    inner join chosen on place_mentions.article_id = chosen.article_id
    where
        not chosen.is_copy
        and place_mentions.place_id is not null
        and place_mentions.role = 'literal'
        and place_mentions.resolution_basis is distinct from 'container'
)

select
    places.place_id,
    places.name as place_name,
    places.country_code,
    places.admin1_name,
    places.feature_class,
    places.feature_code,
    places.latitude,
    places.longitude,
    count(distinct mentions.article_id) as article_count,
    count(*) as mention_count,
    arg_max(
        {
            'article_id': mentions.article_id,
            'field': mentions.field,
            'start_char': mentions.start_char,
            'end_char': mentions.end_char
        },
        mentions.role_score * mentions.score + case mentions.field when 'text' then 1 else 0 end
    ) as span
from mentions
inner join core.places as places on mentions.place_id = places.place_id
group by all
order by article_count desc, mention_count desc, place_name asc, places.place_id asc
limit $limit::bigint;
