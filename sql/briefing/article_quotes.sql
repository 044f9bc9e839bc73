-- The statements in an article, with their speakers. Grain: statement; key: field, start_char, end_char.
-- parameter: article
select
    'text' as field,
    quotes.content_start_char as start_char,
    quotes.content_end_char as end_char,
    'quote' as kind,
    coalesce(entities.canonical_name, quotes.speaker_surface, 'nobody named') as reading,
    quotes.score
from core.quotes as quotes
left join core.entities as entities on quotes.speaker_entity_id = entities.entity_id
where quotes.article_id = $article
order by start_char, end_char;
