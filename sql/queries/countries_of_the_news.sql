-- Countries by the number of articles that name a place in them, with how many are about one and how many mentions mean
-- a location rather than its government or people. Copies do not count.
-- parameter: since = any
-- parameter: until = any
-- parameter: limit = 50
with counted as (
    select
        article_places.article_id,
        places.country_code,
        bool_or(article_places.is_focus) as is_focus,
        sum(article_places.mention_count)::bigint as mention_count,
        sum(article_places.literal_count)::bigint as literal_count
    from core.article_places
    inner join core.places on article_places.place_id = places.place_id
    where places.country_code is not null
    group by article_places.article_id, places.country_code
)

select
    counted.country_code,
    count(*) as article_count,
    count(*) filter (where counted.is_focus) as focus_count,
    sum(counted.mention_count)::bigint as mention_count,
    sum(counted.literal_count)::bigint as literal_count
from counted
inner join core.articles on counted.article_id = articles.article_id
where
    coalesce(articles.is_current, true)
    and articles.article_id not in (select duplicates.article_id from core.duplicates)
    and ($since = 'any' or articles.published_date >= case when $since <> 'any' then $since::date end)
    and ($until = 'any' or articles.published_date <= case when $until <> 'any' then $until::date end)
group by counted.country_code
order by article_count desc, focus_count desc, mention_count desc, counted.country_code asc
limit $limit::bigint;
