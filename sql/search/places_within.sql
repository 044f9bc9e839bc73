-- Grain: one row per place of the news within so many kilometres of a point. Key: id.
-- A bounding box first, then the great circle on a sphere; both hold across the date line and at the poles. Countries
-- and regions are left out: they are more than a point.
-- parameter: latitude
-- parameter: longitude
-- parameter: within
with boxed as (
    select
        place_id,
        2 * 6371.0088 * asin(
            least(
                1,
                sqrt(
                    power(sin(radians(latitude - $latitude) / 2), 2)
                    + cos(radians(latitude)) * cos(radians($latitude))
                    * power(sin(radians(longitude - $longitude) / 2), 2)
                )
            )
        ) as distance_km
    from core.places
    where
        feature_class in ('P', 'R', 'S', 'T', 'V')
        and latitude between $latitude - degrees($within / 6371.0088) and $latitude + degrees($within / 6371.0088)
        and (
            abs($latitude) + degrees($within / 6371.0088) >= 90
            or least(abs(longitude - $longitude), 360 - abs(longitude - $longitude))
            <= degrees(asin(least(1, sin($within / 6371.0088) / cos(radians($latitude)))))
        )
)

select
    'literal' as kind,
    place_id as id
from boxed
where distance_km <= $within
order by id;
