-- What was said in the chosen articles, by whom: the surest statement of each speaker per story, told by most first.
-- Grain: quote; key: quote_id. Table passed in: `chosen` (article_id, story_id, is_copy).
-- parameter: limit
with said as (
    select
        quotes.quote_id,
        quotes.article_id,
        quotes.content_start_char,
        quotes.content_end_char,
        quotes.cue,
        quotes.is_direct,
        quotes.speaker_surface,
        quotes.score,
        entities.entity_type,
        coalesce(entities.canonical_name, quotes.speaker_surface) as speaker,
        row_number() over (
            partition by coalesce(quotes.speaker_entity_id, quotes.speaker_surface), chosen.story_id
            order by
                quotes.is_direct desc,
                quotes.content_end_char - quotes.content_start_char between 40 and 300 desc,
                quotes.score desc,
                quotes.quote_id asc
        ) as turn,
        count(*) over (partition by coalesce(quotes.speaker_entity_id, quotes.speaker_surface)) as quote_count,
        count(*) over (partition by chosen.story_id) as story_count
    from core.quotes as quotes
    inner join chosen on quotes.article_id = chosen.article_id
    left join core.entities as entities on quotes.speaker_entity_id = entities.entity_id
    where
        not chosen.is_copy
        and coalesce(entities.canonical_name, quotes.speaker_surface) is not null
        and quotes.content_end_char - quotes.content_start_char >= 20
        and quotes.score >= 0.5
)

select
    quote_id,
    article_id,
    content_start_char as start_char,
    content_end_char as end_char,
    cue,
    is_direct,
    speaker_surface,
    score,
    speaker,
    quote_count
from said
where turn = 1
order by
    coalesce(entity_type, '') = 'PERSON' desc, story_count desc, quote_count desc, score desc, quote_id asc
limit $limit::bigint;
