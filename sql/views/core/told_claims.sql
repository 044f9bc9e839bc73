-- One row per claim of a current article that is no copy, with who and where by name, and the side that it speaks for.
-- The side is the country that a name stands for ('Russian forces', 'Moscow' and 'Russia' are one side), else the name.
-- Key: claim_id.
-- column: claim_id: The claim, in core.claims
-- column: article_id: Its article
-- column: kind: `control` or `casualties`
-- column: predicate: What is claimed
-- column: is_denied: True when the claim is that it is not so
-- column: place_id: Where, in core.places; NULL when not known
-- column: place_name: The gazetteer's main name
-- column: claim_day: The day that it is about; NULL when not known
-- column: side: Country, entity or words of who holds the place, or whose losses they are; NULL when not said
-- column: subject: Who holds the place, or whose losses they are, as written
-- column: agent: Who is said to have caused the losses, as written
-- column: claimant: Who claims it: the canonical name, else the words; `the paper` when nobody is named
-- column: source_code: The outlet
-- column: count_lowest: Least number claimed
-- column: count_highest: Greatest number claimed; NULL when open
-- column: unit: What is counted
-- column: words: The sentence's words around it
-- column: score: Probability that it is such a claim
with sides as (
    select
        claims.claim_id,
        arg_max(mentions.country_code, mentions.start_char) as country_code
    from core.claims as claims
    inner join core.place_mentions as mentions
        on
            claims.article_id = mentions.article_id
            and claims.field = mentions.field
            and claims.subject_start_char <= mentions.start_char
            and claims.subject_end_char >= mentions.end_char
    group by claims.claim_id
),

sources as (
    select
        occurrences.article_id,
        min(documents.source_code) as source_code
    from core.article_occurrences as occurrences
    inner join raw.documents as documents on occurrences.document_id = documents.document_id
    group by occurrences.article_id
)

select
    claims.claim_id,
    claims.article_id,
    claims.kind,
    claims.predicate,
    claims.is_denied,
    claims.place_id,
    places.name as place_name,
    claims.latest as claim_day,
    coalesce(sides.country_code, subjects.canonical_name, lower(claims.subject_surface)) as side,
    claims.subject_surface as subject,
    claims.agent_surface as agent,
    coalesce(claimants.canonical_name, claims.claimant_surface, 'the paper') as claimant,
    sources.source_code,
    claims.count_lowest,
    claims.count_highest,
    claims.unit,
    trim(
        regexp_replace(
            substr(
                if(claims.field = 'title', articles.title, articles.text),
                greatest(claims.sentence_start_char, claims.start_char - 80) + 1,
                least(claims.sentence_end_char, claims.end_char + 80)
                - greatest(claims.sentence_start_char, claims.start_char - 80)
            ),
            '\s+', ' ', 'g'
        )
    ) as words,
    claims.score
from core.claims as claims
inner join core.articles as articles on claims.article_id = articles.article_id
left join sides on claims.claim_id = sides.claim_id
left join sources on claims.article_id = sources.article_id
left join core.places as places on claims.place_id = places.place_id
left join core.entities as subjects on claims.subject_entity_id = subjects.entity_id
left join core.entities as claimants on claims.claimant_entity_id = claimants.entity_id
where
    claims.score >= 0.5
    and coalesce(articles.is_current, true)
    and claims.article_id not in (select duplicates.article_id from core.duplicates as duplicates);
