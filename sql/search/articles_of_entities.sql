-- Grain: one row per article that names one of the entities `wanted` (column id). Key: article_id.
select distinct article_id
from core.entity_mentions
where entity_id in (select wanted.id from wanted);
