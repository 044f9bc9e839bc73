-- What is claimed about a place: who holds, took or lost it, and what losses there were, with who says so; the latest
-- first.
-- The place may be given by its main name or by any spelling.
-- parameter: place
-- parameter: limit = 50
with matching_places as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
)

select
    told_claims.claim_day,
    told_claims.kind,
    told_claims.predicate,
    told_claims.is_denied,
    told_claims.subject,
    told_claims.agent,
    told_claims.count_lowest,
    told_claims.count_highest,
    told_claims.unit,
    told_claims.claimant,
    told_claims.source_code,
    told_claims.words,
    told_claims.score,
    told_claims.article_id
from core.told_claims
where told_claims.place_id in (select matching_places.place_id from matching_places)
order by told_claims.claim_day desc nulls last, told_claims.kind desc, told_claims.score desc, told_claims.claim_id asc
limit $limit::bigint;
