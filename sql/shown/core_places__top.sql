-- The places that most articles are about.
select
    places.name as place,
    places.country_code as country,
    count(*) as articles,
    count(*) filter (where article_places.is_focus) as about_it,
    sum(article_places.mention_count)::bigint as mentions,
    sum(article_places.literal_count)::bigint as literal
from core.article_places
inner join core.places on article_places.place_id = places.place_id
group by places.place_id, places.name, places.country_code
order by about_it desc, articles desc, mentions desc, places.name asc, places.place_id asc
limit 10;
