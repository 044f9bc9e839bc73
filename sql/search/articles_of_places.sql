-- Grain: one row per article that names one of the places `wanted` (column id) literally so often. Key: article_id.
-- parameter: least_literal
select distinct article_id
from core.article_places
where place_id in (select wanted.id from wanted) and literal_count >= $least_literal;
