-- How many mentions there are, how sure they are, and which share is linked to an entity.
select
    count(*) as mentions,
    avg(score) as mean_score,
    count(*) filter (where score < 0.6) / nullif(count(*), 0) as low_scored_share,
    count(entity_id) / nullif(count(*), 0) as linked_share
from core.entity_mentions;
