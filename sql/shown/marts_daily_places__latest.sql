-- The places of the latest day.
select
    published_date as day,
    place_name as place,
    country_code as country,
    article_count as articles,
    focus_count as about_it
from marts.daily_places
where published_date = (select max(latest.published_date) from marts.daily_places as latest)
order by focus_count desc, article_count desc, place_name asc
limit 10;
