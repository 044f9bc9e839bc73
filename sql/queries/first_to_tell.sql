-- Which sources are first: of the stories that several sources told, how many a source told on the first day.
-- Stories whose articles have no day do not count.
-- parameter: limit = 50
with told as (
    select
        articles.story_id,
        documents.source_code,
        min(articles.published_date) as first_day
    from core.articles
    inner join core.article_occurrences on articles.article_id = article_occurrences.article_id
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where
        coalesce(articles.is_current, true)
        and coalesce(documents.is_current, true)
        and articles.story_id is not null
        and articles.published_date is not null
    group by articles.story_id, documents.source_code
),

ranked as (
    select
        source_code,
        first_day - min(first_day) over (partition by story_id) as lag_days,
        count(*) over (partition by story_id) as source_count
    from told
)

select
    source_code,
    count(*) as story_count,
    count(*) filter (where lag_days = 0) as first_count,
    count(*) filter (where lag_days = 0) / count(*) as first_share,
    median(lag_days)::double as median_lag_days
from ranked
where source_count > 1
group by source_code
order by first_share desc, story_count desc, source_code asc
limit $limit::bigint;
