-- Grain: one row per resolved toponym of the articles of `wanted`, with the place; containers are left out.
-- Key: article_id, field, start_char, end_char.
select
    place_mentions.article_id,
    place_mentions.field,
    place_mentions.start_char,
    place_mentions.end_char,
    place_mentions.surface,
    place_mentions.role,
    place_mentions.score,
    places.place_id,
    places.name as place_name,
    places.country_code,
    places.admin1_name,
    places.feature_code,
    places.latitude,
    places.longitude,
    places.geonames_id
from core.place_mentions
inner join core.places on place_mentions.place_id = places.place_id
where
    place_mentions.article_id in (select wanted.article_id from wanted)
    and place_mentions.resolution_basis is distinct from 'container'
order by
    place_mentions.article_id asc, place_mentions.field asc, place_mentions.start_char asc, place_mentions.end_char asc;
