-- How many were killed, wounded, captured or lost, according to whom: each figure with its place, day, unit and outlet.
-- Without a place, those of all places. `predicate` is killed, wounded, captured, missing, displaced, shot_down,
-- destroyed or lost.
-- parameter: place = any
-- parameter: predicate = any
-- parameter: limit = 50
with matching_places as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
)

select
    told_claims.claim_day,
    told_claims.place_name,
    told_claims.predicate,
    told_claims.count_lowest,
    told_claims.count_highest,
    told_claims.unit,
    told_claims.subject,
    told_claims.agent,
    told_claims.is_denied,
    told_claims.claimant,
    string_agg(distinct told_claims.source_code, '; ' order by told_claims.source_code) as sources,
    arg_max(told_claims.words, told_claims.score) as words
from core.told_claims
where
    told_claims.kind = 'casualties'
    and ($place = 'any' or told_claims.place_id in (select matching_places.place_id from matching_places))
    and ($predicate = 'any' or told_claims.predicate = $predicate)
group by all
order by
    told_claims.claim_day desc nulls last, told_claims.place_name asc nulls last, told_claims.predicate asc,
    told_claims.count_lowest desc, told_claims.claimant asc
limit $limit::bigint;
