-- The stories that most sources told, in all days or some; copies are counted beside.
-- parameter: since = any
-- parameter: until = any
-- parameter: limit = 20
select
    label as story,
    source_count,
    article_count,
    copy_count,
    first_published_date,
    last_published_date,
    last_published_date - first_published_date + 1 as day_count,
    story_id
from core.stories
where
    ($since = 'any' or last_published_date >= case when $since <> 'any' then $since::date end)
    and ($until = 'any' or first_published_date <= case when $until <> 'any' then $until::date end)
order by source_count desc, article_count desc, first_published_date asc nulls last, story_id asc
limit $limit::bigint;
