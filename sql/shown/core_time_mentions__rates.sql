-- How many time expressions there are, and which share stands for certain days.
select
    count(*) as mentions,
    count(earliest) / nullif(count(*), 0) as resolved_share
from core.time_mentions;
