-- Places that a day has more of than the 28 days before let expect, the strongest rise first; without a day, the last.
-- parameter: day = latest
-- parameter: limit = 20
with chosen_day as (
    select max(published_date) as published_date
    from marts.trending_places
    where $day = 'latest' or published_date = case when $day <> 'latest' then $day::date end
)

select
    trending_places.published_date,
    trending_places.place_name,
    trending_places.country_code,
    trending_places.article_count,
    trending_places.expected_count,
    trending_places.trend_score,
    trending_places.z_score,
    places.latitude,
    places.longitude,
    trending_places.place_id
from marts.trending_places
inner join chosen_day on trending_places.published_date = chosen_day.published_date
left join core.places on trending_places.place_id = places.place_id
order by trending_places.trend_score desc, trending_places.article_count desc, trending_places.place_id asc
limit $limit::bigint;
