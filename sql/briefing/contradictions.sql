-- Claims about places of the chosen articles that other claims contradict, those that most make first.
-- Grain: claim; key: kind, place_id, claim_day, predicate, subject, unit. Table passed in: `chosen` (article_id).
-- parameter: since
-- parameter: until
-- parameter: limit
select
    claims.kind,
    claims.place_name,
    claims.claim_day,
    claims.predicate,
    claims.subject,
    claims.unit,
    claims.for_count,
    claims.against_count,
    claims.for_speakers,
    claims.against_speakers,
    claims.for_sources,
    claims.against_sources,
    claims.for_words,
    claims.against_words
from marts.claims as claims
where
    claims.is_contradicted
    and claims.for_count > 0
    and (claims.claim_day between $since::date - 3 and $until::date or $since is null)
    and claims.place_id in (
        select place_mentions.place_id
        from core.place_mentions as place_mentions
        inner join chosen on place_mentions.article_id = chosen.article_id
    )
order by claims.for_count + claims.against_count desc, claims.claim_day desc, claims.place_name asc, claims.subject asc
limit $limit::bigint;
