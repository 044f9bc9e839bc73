-- What a person, organisation or place says: each statement with its day, its words and where it stands.
-- The speaker may be given by the canonical name, by any name seen in a text, or by a last name; letter case does not
-- matter. Copies of an article are left out. `kind` may be direct, mixed or indirect.
-- parameter: person
-- parameter: kind = any
-- parameter: min_score = 0.5
-- parameter: limit = 100
with speakers as (
    select entity_id
    from core.entity_spellings
    where lower(spelling) = lower($person)
    union
    select entity_id
    from core.entities
    where entity_type = 'PERSON' and lower(canonical_name) like '% ' || lower($person)
),

statements as (
    select *
    from core.quotes
    where
        speaker_entity_id in (select speakers.entity_id from speakers)
        and ($kind = 'any' or kind = lower($kind))
        and score >= $min_score::double
)

select
    article.published_date,
    entity.canonical_name as speaker_name,
    quote.kind,
    quote.speaker_surface,
    quote.cue,
    quote.content,
    quote.score,
    coalesce(article.title, article.deck, regexp_extract(article.text, '^[^\n]{1,160}')) as headline,
    quote.article_id,
    quote.content_start_char,
    quote.content_end_char,
    quote.quote_id
from statements as quote
inner join core.entities as entity on quote.speaker_entity_id = entity.entity_id
inner join core.articles as article on quote.article_id = article.article_id
where
    coalesce(article.is_current, true)
    and quote.article_id not in (select duplicates.article_id from core.duplicates as duplicates)
order by
    article.published_date desc nulls last, quote.article_id asc, quote.content_start_char asc, quote.quote_id asc
limit $limit::bigint;
