-- Grain: one row per claim in an article of `units`, with the entities of who it is of, who did it and who claims it.
-- Key: claim_id. `units` is an Arrow table with a column unit_id. Of the names in a phrase the last counts.
with claims as (
    select *
    from core.claims
    where article_id in (select units.unit_id from units)
),

parties as (
    select
        claims.claim_id,
        arg_max(names.entity_id, names.start_char) filter (
            where names.start_char >= claims.subject_start_char and names.end_char <= claims.subject_end_char
        ) as subject_entity_id,
        arg_max(names.entity_id, names.start_char) filter (
            where names.start_char >= claims.agent_start_char and names.end_char <= claims.agent_end_char
        ) as agent_entity_id,
        arg_max(names.entity_id, names.start_char) filter (
            where names.start_char >= claims.claimant_start_char and names.end_char <= claims.claimant_end_char
        ) as claimant_entity_id
    from claims
    inner join core.entity_mentions as names
        on claims.article_id = names.article_id and claims.field = names.field
    group by claims.claim_id
)

select
    claims.claim_id,
    parties.subject_entity_id,
    parties.agent_entity_id,
    parties.claimant_entity_id
from claims
left join parties on claims.claim_id = parties.claim_id;
