-- Who said what? Grain: statement.
select
    entities.canonical_name as speaker,
    left(replace(quotes.content, chr(10), ' '), 64) as said
from core.quotes as quotes
inner join core.entities as entities on quotes.speaker_entity_id = entities.entity_id
where quotes.is_direct and entities.entity_type = 'PERSON'
order by quotes.score desc, quotes.quote_id asc
limit 6;
