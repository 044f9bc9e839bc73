-- What each source writes about: its topics with their share of its articles, the greatest first.
-- parameter: source = any
-- parameter: level = 1
-- parameter: limit = 100
with held as (
    select distinct
        article_occurrences.article_id,
        documents.source_code
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where coalesce(documents.is_current, true) and ($source = 'any' or lower(documents.source_code) = lower($source))
),

totals as (
    select
        source_code,
        count(*)::double as article_count
    from held
    group by source_code
)

select
    held.source_code,
    topics.name as topic_name,
    count(*) as article_count,
    count(*) / any_value(totals.article_count) as share,
    topics.topic_code
from core.article_topics
inner join core.topics on article_topics.topic_code = topics.topic_code
inner join held on article_topics.article_id = held.article_id
inner join totals on held.source_code = totals.source_code
where $level::integer = 0 or topics.level = $level::integer
group by held.source_code, topics.topic_code, topics.name
order by held.source_code asc, article_count desc, topic_name asc
limit $limit::bigint;
