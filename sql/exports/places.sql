-- Grain: one row per article of `wanted` and place that it names, with the place. Key: article_id, place_id.
select
    article_places.article_id,
    article_places.place_id,
    places.name as place_name,
    places.country_code,
    places.feature_code,
    places.latitude,
    places.longitude,
    article_places.mention_count,
    article_places.literal_count,
    article_places.focus_score,
    article_places.is_focus
from core.article_places
inner join core.places on article_places.place_id = places.place_id
where article_places.article_id in (select wanted.article_id from wanted)
order by article_places.article_id asc, article_places.focus_score desc, article_places.place_id asc;
