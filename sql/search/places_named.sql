-- Grain: one row per place of the news that bears a name, and per country or first-level division that one of them is:
-- what lies in it counts too. Key: kind, id.
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

select
    'place' as kind,
    place_id as id
from named
union
select
    'country' as kind,
    country_code as id
from named
where feature_code like 'PCL%' and country_code is not null
union
select
    'region' as kind,
    country_code || chr(31) || admin1_name as id
from named
where feature_code = 'ADM1' and country_code is not null and admin1_name is not null
order by kind, id;
