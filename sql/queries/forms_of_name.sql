-- Every form under which a person, an organisation or another name was seen, and what makes it the same one.
-- `score` is the probability that the form names the entity: look at low ones first.
-- parameter: name
with named as (
    select entity_id
    from core.entity_spellings
    where lower(spelling) = lower($name)
)

select
    entities.canonical_name,
    entities.entity_type,
    entity_aliases.alias,
    entity_aliases.mention_count,
    entity_aliases.article_count,
    entity_aliases.basis,
    entity_aliases.score,
    entities.wikidata_id,
    entities.entity_id
from core.entity_aliases
inner join core.entities on entity_aliases.entity_id = entities.entity_id
where entity_aliases.entity_id in (select named.entity_id from named)
order by entities.canonical_name asc, entity_aliases.mention_count desc, entity_aliases.alias asc;
