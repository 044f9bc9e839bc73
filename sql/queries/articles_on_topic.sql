-- Articles on a topic, the surest first, by the topic's name or code; broader topics hold their narrower ones.
-- parameter: topic
-- parameter: since = any
-- parameter: until = any
-- parameter: limit = 50
select
    articles.published_date,
    topics.name as topic_name,
    article_topics.score,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    article_topics.is_implied,
    articles.article_id
from core.article_topics
inner join core.topics on article_topics.topic_code = topics.topic_code
inner join core.articles on article_topics.article_id = articles.article_id
where
    (lower(topics.name) = lower($topic) or lower(topics.topic_code) = lower($topic))
    and coalesce(articles.is_current, true)
    and articles.article_id not in (select duplicates.article_id from core.duplicates)
    and ($since = 'any' or articles.published_date >= case when $since <> 'any' then $since::date end)
    and ($until = 'any' or articles.published_date <= case when $until <> 'any' then $until::date end)
order by article_topics.score desc, articles.published_date desc nulls last, articles.article_id asc
limit $limit::bigint;
