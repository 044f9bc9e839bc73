-- Entities without a Wikidata id that are named most often, with the best candidate that was not sure enough.
-- Without a candidate, no installed pack knows such a name.
-- parameter: limit = 50
-- parameter: type = PERSON
with doubtful as (
    select
        entity_id,
        max(score) as best_score,
        arg_max(candidates, score) as candidates,
        count(*) as article_count
    from core.entity_links
    group by entity_id
)

select
    entities.canonical_name,
    entities.entity_type,
    entities.mention_count,
    entities.article_count,
    doubtful.candidates ->> '$[0].wikidata_id' as best_candidate,
    doubtful.candidates ->> '$[0].name' as best_candidate_name,
    doubtful.best_score,
    entities.entity_id
from core.entities
left join doubtful on entities.entity_id = doubtful.entity_id
where
    entities.wikidata_id is null
    and ($type = 'all' or entities.entity_type = $type)
order by entities.mention_count desc, entities.canonical_name asc
limit $limit::bigint;
