-- Grain: one row, what a story is called.
-- parameter: id
select label
from core.stories
where story_id = $id;
