-- First and last day of the warehouse's current articles. Grain: one row.
select
    min(published_date) as first_date,
    max(published_date) as last_date,
    count(*) as article_count,
    count(published_date) as dated_count
from core.articles
where coalesce(is_current, true);
