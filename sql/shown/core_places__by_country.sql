-- Articles by the country of the places that they mention.
select
    places.country_code as country,
    count(distinct article_places.article_id) as articles
from core.article_places
inner join core.places on article_places.place_id = places.place_id
where places.country_code is not null
group by places.country_code
order by articles desc, country asc
limit 15;
