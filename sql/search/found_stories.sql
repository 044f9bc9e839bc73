-- Grain: one row per story of the list `ids`. Key: story_id.
-- parameter: ids
select
    story_id,
    label
from core.stories
where list_contains($ids, story_id);
