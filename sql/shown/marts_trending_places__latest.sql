-- Which places rose most on the last days that any did.
select
    published_date as day,
    place_name as place,
    country_code as country,
    article_count as articles,
    expected_count as expected
from marts.trending_places
order by published_date desc, trend_score desc, place_name asc
limit 10;
