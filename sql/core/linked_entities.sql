-- Grain: one row per entity of `touched` (entity_id).
-- Key: entity_id. The item that its articles agree on: NULL where less than the share $agreement of the linked ones do.
-- Scores are added up as whole multiples of 2^-32, so that the sum does not depend on the order of rows.
with votes as (
    select
        entity_id,
        wikidata_id,
        sum(floor(score * 4294967296)::bigint)::double as weight
    from core.entity_links
    where wikidata_id is not null and entity_id in (select touched.entity_id from touched)
    group by entity_id, wikidata_id
),

winners as (
    select
        entity_id,
        arg_max(wikidata_id, (weight, wikidata_id)) as wikidata_id,
        max(weight) / sum(weight) as share
    from votes
    group by entity_id
)

select
    touched.entity_id,
    case when winners.share >= $agreement then winners.wikidata_id end as wikidata_id
from touched
left join winners on touched.entity_id = winners.entity_id;
