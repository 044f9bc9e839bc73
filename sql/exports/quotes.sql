-- Grain: one row per statement in the articles of `wanted` whose speaker is a canonical entity. Key: quote_id.
select
    quotes.article_id,
    quotes.quote_id,
    quotes.start_char,
    quotes.end_char,
    quotes.content_start_char,
    quotes.content_end_char,
    quotes.content,
    quotes.cue,
    quotes.is_direct,
    quotes.score,
    quotes.speaker_entity_id,
    entities.canonical_name,
    entities.entity_type
from core.quotes
inner join core.entities on quotes.speaker_entity_id = entities.entity_id
where quotes.article_id in (select wanted.article_id from wanted)
order by quotes.article_id asc, quotes.start_char asc, quotes.quote_id asc;
