-- Which claims are contradicted: place, day, what is claimed, and who says so and who says the contrary, in which
-- outlets.
-- `kind` is control or casualties.
-- parameter: kind = any
-- parameter: limit = 50
select
    claim_day,
    place_name,
    kind,
    predicate,
    subject,
    unit,
    for_count,
    against_count,
    for_speakers,
    against_speakers,
    for_sources,
    against_sources,
    for_words,
    against_words
from marts.claims
where is_contradicted and ($kind = 'any' or kind = $kind)
order by claim_day desc, for_count + against_count desc, place_name asc, subject asc
limit $limit::bigint;
