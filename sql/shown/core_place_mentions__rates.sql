-- How many toponyms there are, which share is resolved, and which share means the location itself.
select
    count(*) as mentions,
    count(place_id) / nullif(count(*), 0) as resolved_share,
    count(*) filter (where resolution_basis = 'container') / nullif(count(*), 0) as container_share,
    count(*) filter (where role = 'literal') / nullif(count(*), 0) as literal_share,
    avg(score) as mean_score,
    count(*) filter (where score < 0.6) / nullif(count(*), 0) as low_scored_share
from core.place_mentions;
