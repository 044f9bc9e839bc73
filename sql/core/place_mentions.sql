-- Grain: one row per article that core.place_mentions can be read from, with who read its entities.
-- Key: unit_id.
select
    article.article_id as unit_id,
    article.word_count as size,
    note.annotator_id || '|' || note.input_key as input_key
from core.articles as article
inner join ops.annotations as note
    on note.table_name = 'core.entity_mentions' and article.article_id = note.unit_id;
