-- How each source spells a place, by mentions of the location itself, so that "Russian" is no spelling of Russia.
-- parameter: place
with named as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
),

held as (
    select distinct
        article_occurrences.article_id,
        documents.source_code
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where coalesce(documents.is_current, true)
)

select
    held.source_code,
    place_mentions.surface,
    count(*) as mention_count,
    count(distinct place_mentions.article_id) as article_count,
    any_value(places.name) as place_name,
    places.place_id
from core.place_mentions
inner join held on place_mentions.article_id = held.article_id
inner join core.places on place_mentions.place_id = places.place_id
where
    place_mentions.place_id in (select named.place_id from named)
    and place_mentions.role = 'literal'
    and place_mentions.resolution_basis is distinct from 'container'
group by held.source_code, places.place_id, place_mentions.surface
order by held.source_code asc, mention_count desc, place_mentions.surface asc, places.place_id asc;
