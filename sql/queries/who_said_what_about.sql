-- Who says what about a place, a person, an organisation or a topic: statements whose words name it.
-- A place counts under each of its spellings, an entity under each of its names. A topic is given by its name or by its
-- `medtop:` code: all statements in articles on it or on a narrower topic are then found. Letter case does not matter;
-- copies are left out.
-- parameter: subject
-- parameter: min_score = 0.5
-- parameter: limit = 100
with recursive named_places as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($subject)
),

named_entities as (
    select entity_id
    from core.entity_spellings
    where lower(spelling) = lower($subject)
),

topics as (
    select topic_code
    from core.topics
    where lower(name) = lower($subject) or lower(topic_code) = lower($subject)
    union
    select narrower.topic_code
    from core.topics as narrower
    inner join topics as wider on narrower.parent_code = wider.topic_code
),

spots as (
    select
        article_id,
        start_char
    from core.place_mentions
    where field = 'text' and place_id in (select named_places.place_id from named_places)
    union
    select
        article_id,
        start_char
    from core.entity_mentions
    where field = 'text' and entity_id in (select named_entities.entity_id from named_entities)
),

about as (
    select quote.quote_id
    from core.quotes as quote
    inner join spots
        on
            quote.article_id = spots.article_id
            and quote.content_start_char <= spots.start_char
            and quote.content_end_char > spots.start_char
    union
    select quote.quote_id
    from core.quotes as quote
    inner join core.article_topics as article_topic on quote.article_id = article_topic.article_id
    where article_topic.topic_code in (select topics.topic_code from topics)
),

statements as (
    select *
    from core.quotes
    where quote_id in (select about.quote_id from about) and score >= $min_score::double
)

select
    article.published_date,
    coalesce(entity.canonical_name, quote.speaker_name, quote.speaker_surface) as speaker_name,
    quote.kind,
    quote.cue,
    quote.content,
    quote.score,
    coalesce(article.title, article.deck, regexp_extract(article.text, '^[^\n]{1,160}')) as headline,
    quote.article_id,
    quote.content_start_char,
    quote.content_end_char,
    quote.quote_id
from statements as quote
inner join core.articles as article on quote.article_id = article.article_id
left join core.entities as entity on quote.speaker_entity_id = entity.entity_id
where
    coalesce(article.is_current, true)
    and quote.article_id not in (select duplicates.article_id from core.duplicates as duplicates)
order by
    article.published_date desc nulls last, quote.article_id asc, quote.content_start_char asc, quote.quote_id asc
limit $limit::bigint;
