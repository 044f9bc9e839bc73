-- A resolved mention has coordinates on the globe; an unresolved one has none.
select
    article_id,
    field,
    start_char,
    place_id,
    latitude,
    longitude
from audited
where
    (place_id is null) <> (latitude is null)
    or (latitude is null) <> (longitude is null)
    or latitude not between -90 and 90
    or longitude not between -180 and 180
    or role not in ('literal', 'associative');
