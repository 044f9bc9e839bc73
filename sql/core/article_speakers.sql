-- Grain: one row per article of `changed` (unit_id) and entity that it quotes.
-- Key: article_id, entity_id.
select
    article_id,
    speaker_entity_id as entity_id,
    count(*) as quote_count,
    count(*) filter (where is_direct) as direct_quote_count
from core.quotes
where speaker_entity_id is not null and article_id in (select changed.unit_id from changed)
group by article_id, speaker_entity_id;
