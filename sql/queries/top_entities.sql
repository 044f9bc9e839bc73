-- The entities that most articles mention; `type` is an OntoNotes name such as PERSON or ORG.
-- parameter: limit = 20
-- parameter: type = any
select
    canonical_name,
    entity_type,
    article_count,
    mention_count,
    wikidata_id,
    entity_id
from core.entities
where $type = 'any' or entity_type = upper($type)
order by article_count desc, mention_count desc, canonical_name asc, entity_id asc
limit $limit::bigint;
