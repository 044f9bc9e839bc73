-- Grain: one row per statement in the articles of `changed` (unit_id) whose speaker is another entity than it says.
-- Key: quote_id.
select
    quote.quote_id,
    quote.article_id,
    mention.entity_id
from core.quotes as quote
left join core.entity_mentions as mention
    on
        quote.article_id = mention.article_id
        and quote.speaker_field = mention.field
        and quote.speaker_mention_start_char = mention.start_char
where
    quote.article_id in (select changed.unit_id from changed)
    and quote.speaker_entity_id is distinct from mention.entity_id;
