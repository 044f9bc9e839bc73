-- One row per story and day on which an article tells it; copies are counted beside, their sources count.
-- Key: published_date, story_id. Parameters: none.
-- Twin of pipelines/transforms/story_timeline.py.
select
    articles.published_date,
    articles.story_id,
    count(distinct articles.article_id) filter (where duplicates.article_id is null) as article_count,
    count(distinct articles.article_id) filter (where duplicates.article_id is not null) as copy_count,
    count(distinct coalesce(documents.source_code, 'unknown')) as source_count
from core.articles
inner join core.article_occurrences on articles.article_id = article_occurrences.article_id
inner join raw.documents on article_occurrences.document_id = documents.document_id
left join core.duplicates on articles.article_id = duplicates.article_id
where
    articles.published_date is not null
    and articles.story_id in (select stories.story_id from core.stories)
group by articles.published_date, articles.story_id;
