-- Grain: one row per place of the news that bears a name, and per place in it where it is a country or a first-level
-- division. Key: place_id.
-- parameter: name
with named as (
    select
        place_id,
        feature_code,
        country_code,
        admin1_name
    from core.places
    where lower(name) = lower($name)
)

select place_id
from named
union
select places.place_id
from core.places
inner join named
    on
        places.country_code = named.country_code
        and (
            named.feature_code like 'PCL%'
            or (named.feature_code = 'ADM1' and places.admin1_name = named.admin1_name)
        )
order by place_id;
