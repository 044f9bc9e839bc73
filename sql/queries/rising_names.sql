-- Names that a day has more of than the 28 days before let expect, the strongest rise first; without a day, the last.
-- parameter: day = latest
-- parameter: type = any
-- parameter: limit = 20
with chosen_day as (
    select max(published_date) as published_date
    from marts.trending_entities
    where $day = 'latest' or published_date = case when $day <> 'latest' then $day::date end
)

select
    trending_entities.published_date,
    trending_entities.canonical_name,
    trending_entities.entity_type,
    trending_entities.article_count,
    trending_entities.expected_count,
    trending_entities.trend_score,
    trending_entities.z_score,
    trending_entities.entity_id
from marts.trending_entities
inner join chosen_day on trending_entities.published_date = chosen_day.published_date
where $type = 'any' or trending_entities.entity_type = upper($type)
order by trending_entities.trend_score desc, trending_entities.article_count desc, trending_entities.entity_id asc
limit $limit::bigint;
