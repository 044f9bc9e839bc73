-- Grain: one row per statement in the articles of `changed` (unit_id) whose speaker is another entity than it says.
-- Key: quote_id.
with named as (
    select
        article_id,
        field,
        start_char,
        entity_id
    from core.entity_mentions
    where article_id in (select changed.unit_id from changed)
)

select
    quote.quote_id,
    quote.article_id,
    mention.entity_id
from core.quotes as quote
left join named as mention
    on
        quote.article_id = mention.article_id
        and quote.speaker_field = mention.field
        and quote.speaker_mention_start_char = mention.start_char
where
    quote.article_id in (select changed.unit_id from changed)
    and quote.speaker_entity_id is distinct from mention.entity_id;
