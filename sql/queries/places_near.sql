-- Places of the news within so many kilometres of a place, the nearest first, with how many articles name them.
-- The centre is a place that the news names, by its main name or a spelling; of several of one name the one that most
-- articles name. Distances are great circles on a sphere; they hold across the date line and at the poles.
-- parameter: place
-- parameter: within = 50
-- parameter: limit = 50
with counted as (
    select
        article_places.place_id,
        count(*) as article_count,
        sum(article_places.literal_count)::bigint as literal_count
    from core.article_places
    inner join core.articles on article_places.article_id = articles.article_id
    where coalesce(articles.is_current, true)
    group by article_places.place_id
),

named as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
),

centre as (
    select
        places.latitude,
        places.longitude,
        -- degrees of latitude of the distance, and of longitude where the circle is widest; all of it around a pole
        degrees($within::double / 6371.0088) as reach,
        case
            when abs(places.latitude) + degrees($within::double / 6371.0088) >= 90 then 180
            else degrees(asin(sin($within::double / 6371.0088) / cos(radians(places.latitude))))
        end as side_reach
    from core.places
    left join counted on places.place_id = counted.place_id
    where places.place_id in (select named.place_id from named)
    order by counted.article_count desc nulls last, places.population desc nulls last, places.place_id asc
    limit 1
),

boxed as (
    select
        places.place_id,
        places.name as place_name,
        places.country_code,
        places.feature_code,
        places.latitude,
        places.longitude,
        2 * 6371.0088 * asin(
            least(
                1,
                sqrt(
                    power(sin(radians(places.latitude - centre.latitude) / 2), 2)
                    + cos(radians(places.latitude)) * cos(radians(centre.latitude))
                    * power(sin(radians(places.longitude - centre.longitude) / 2), 2)
                )
            )
        ) as distance_km
    from core.places
    inner join centre
        on
            places.latitude between centre.latitude - centre.reach and centre.latitude + centre.reach
            and (
                abs(places.longitude - centre.longitude) <= centre.side_reach
                or 360 - abs(places.longitude - centre.longitude) <= centre.side_reach
            )
    where places.feature_class in ('P', 'R', 'S', 'T', 'V')
)

select
    boxed.place_name,
    boxed.country_code,
    boxed.distance_km,
    coalesce(counted.article_count, 0) as article_count,
    coalesce(counted.literal_count, 0) as literal_count,
    boxed.latitude,
    boxed.longitude,
    boxed.place_id
from boxed
left join counted on boxed.place_id = counted.place_id
where boxed.distance_km <= $within::double
order by boxed.distance_km asc, boxed.place_name asc, boxed.place_id asc
limit $limit::bigint;
