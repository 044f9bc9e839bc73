-- Places that a name means: a place of that name or spelling, and all that lies in it where it is a country or a
-- division.
-- Grain: place; key: place_id.
-- parameter: place
with named as (
    select
        place_id,
        feature_code,
        country_code,
        name
    from core.places
    where
        strip_accents(lower(name)) = strip_accents(lower($place))
        or place_id in (
            select place_mentions.place_id
            from core.place_mentions
            where
                lower(place_mentions.surface) = lower($place)
                and place_mentions.role = 'literal'
                and place_mentions.resolution_basis is distinct from 'container'
        )
)

select distinct places.place_id
from core.places as places
inner join named
    on
        places.place_id = named.place_id
        or (named.feature_code like 'PCL%' and places.country_code = named.country_code)
        or (
            named.feature_code like 'ADM1%'
            and places.country_code = named.country_code
            and places.admin1_name = named.name
        )
order by places.place_id;
