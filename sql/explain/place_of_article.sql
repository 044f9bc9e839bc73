-- Grain: one line per spelling and role under which an article names a place.
-- parameter: article_id
-- parameter: place_id
select printf('%s: %d mentions, %s, from character %d', surface, count(*), role, min(start_char)) as line
from core.place_mentions
where article_id = $article_id and place_id = $place_id
group by surface, role
order by min(start_char), surface, role;
