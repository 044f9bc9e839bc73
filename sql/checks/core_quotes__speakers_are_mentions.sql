-- A speaker that is known is a mention of its article, and its kind of statement says whether it is direct.
select
    quote.quote_id,
    quote.article_id,
    quote.speaker_field,
    quote.speaker_mention_start_char,
    quote.kind
from audited as quote
left join core.entity_mentions as mention
    on
        quote.article_id = mention.article_id
        and quote.speaker_field = mention.field
        and quote.speaker_mention_start_char = mention.start_char
where
    (quote.speaker_name is not null and mention.article_id is null)
    or quote.kind not in ('direct', 'mixed', 'indirect')
    or quote.is_direct <> (quote.kind = 'direct')
    or not quote.score between 0 and 1;
