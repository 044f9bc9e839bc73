-- Topics that a day has more of than the 28 days before let expect, the strongest rise first; without a day, the last.
-- parameter: day = latest
-- parameter: limit = 20
with chosen_day as (
    select max(published_date) as published_date
    from marts.trending_topics
    where $day = 'latest' or published_date = case when $day <> 'latest' then $day::date end
)

select
    trending_topics.published_date,
    trending_topics.topic_name,
    trending_topics.article_count,
    trending_topics.expected_count,
    trending_topics.trend_score,
    trending_topics.z_score,
    trending_topics.topic_code
from marts.trending_topics
inner join chosen_day on trending_topics.published_date = chosen_day.published_date
order by trending_topics.trend_score desc, trending_topics.article_count desc, trending_topics.topic_code asc
limit $limit::bigint;
