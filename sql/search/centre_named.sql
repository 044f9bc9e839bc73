-- Grain: one row at most, the place of a name or spelling that most articles name. Key: none.
-- parameter: name
with named as (
    select distinct place_id
    from core.place_spellings
    where lower(spelling) = lower($name)
),

counted as (
    select
        place_id,
        count(*) as article_count
    from core.article_places
    where place_id in (select named.place_id from named)
    group by place_id
)

select
    places.latitude,
    places.longitude
from core.places
inner join named on places.place_id = named.place_id
left join counted on places.place_id = counted.place_id
order by counted.article_count desc nulls last, places.population desc nulls last, places.place_id asc
limit 1;
