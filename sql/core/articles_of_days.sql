-- Grain: one row per current article that was published on one of the days in `days`.
-- Key: unit_id.
select article_id as unit_id
from core.articles
where published_date in (select days.day from days) and coalesce(is_current, true)
order by article_id;
