-- Which people of this warehouse held which office on a day, as the knowledge pack states it.
-- An office without a stated end is shown for twelve years at most. `country` is an ISO 3166-1 code; all by default.
-- parameter: day
-- parameter: country = all
select
    entities.canonical_name,
    entity_offices.office,
    entity_offices.country_code,
    entity_offices.first_day,
    entity_offices.last_day,
    entities.mention_count,
    entity_offices.wikidata_id,
    entity_offices.office_wikidata_id
from core.entity_offices
inner join core.entities on entity_offices.entity_id = entities.entity_id
where
    entity_offices.first_day <= $day::date
    and coalesce(entity_offices.last_day, entity_offices.first_day + interval 12 years) >= $day::date
    and ($country = 'all' or entity_offices.country_code = upper($country))
order by entities.mention_count desc, entities.canonical_name asc, entity_offices.first_day asc;
