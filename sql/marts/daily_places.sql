-- One row per day and place that an article of the day mentions. Articles without a date do not count.
-- Key: published_date, place_id. Parameters: none.
-- Twin of pipelines/transforms/daily_places.py.
with dated_articles as (
    select
        article_id,
        published_date,
        published_basis in ('dateline', 'text') as is_inferred
    from core.articles
    where
        published_date is not null
        and article_id not in (select duplicates.article_id from core.duplicates as duplicates)
),

places_of_days as (
    select
        dated_articles.published_date,
        article_places.place_id,
        dated_articles.is_inferred,
        article_places.mention_count,
        article_places.literal_count,
        article_places.is_focus
    from core.article_places
    inner join dated_articles on article_places.article_id = dated_articles.article_id
),

counted as (
    select
        published_date,
        place_id,
        count(*) as article_count,
        count(*) filter (where is_inferred) as inferred_count,
        sum(mention_count)::bigint as mention_count,
        sum(literal_count)::bigint as literal_count,
        count(*) filter (where is_focus) as focus_count
    from places_of_days
    group by published_date, place_id
)

select
    counted.published_date,
    counted.place_id,
    places.name as place_name,
    places.country_code,
    counted.article_count,
    counted.inferred_count,
    counted.mention_count,
    counted.literal_count,
    counted.focus_count
from counted
inner join core.places on counted.place_id = places.place_id;
