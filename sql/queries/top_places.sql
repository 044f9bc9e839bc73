-- The places that most articles are about, with how many mention them and how often the location itself is meant.
-- `country` is an ISO 3166 code such as UA.
-- parameter: limit = 20
-- parameter: country = any
select
    places.name as place_name,
    places.country_code,
    places.feature_code,
    count(*) as article_count,
    count(*) filter (where article_places.is_focus) as focus_count,
    sum(article_places.mention_count)::bigint as mention_count,
    sum(article_places.literal_count)::bigint as literal_count,
    places.place_id
from core.article_places
inner join core.places on article_places.place_id = places.place_id
inner join core.articles on article_places.article_id = articles.article_id
where
    ($country = 'any' or places.country_code = upper($country))
    and coalesce(articles.is_current, true)
group by places.place_id, places.name, places.country_code, places.feature_code
order by focus_count desc, article_count desc, mention_count desc, place_name asc, places.place_id asc
limit $limit::bigint;
