-- Who is named in the articles that are about a place: persons and organisations, by articles.
-- `type` is an OntoNotes name such as PERSON or ORG. The place may be given by its main name or by any spelling.
-- parameter: place
-- parameter: type = PERSON
-- parameter: limit = 20
with named as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
),

about as (
    select distinct article_places.article_id
    from core.article_places
    inner join core.articles on article_places.article_id = articles.article_id
    where
        article_places.is_focus
        and article_places.place_id in (select named.place_id from named)
        and coalesce(articles.is_current, true)
        and articles.article_id not in (select duplicates.article_id from core.duplicates)
)

select
    entities.canonical_name,
    entities.entity_type,
    count(distinct entity_mentions.article_id) as article_count,
    count(*) as mention_count,
    entities.entity_id
from core.entity_mentions
inner join about on entity_mentions.article_id = about.article_id
inner join core.entities on entity_mentions.entity_id = entities.entity_id
where $type = 'any' or entities.entity_type = upper($type)
group by entities.entity_id, entities.canonical_name, entities.entity_type
order by article_count desc, mention_count desc, entities.canonical_name asc, entities.entity_id asc
limit $limit::bigint;
