-- One row per day and H3 cell in which places stand that an article of the day mentions.
-- Only towns, roads, spots, hills and woods count: a state, region or sea is more than a cell.
-- Key: published_date, h3_cell. Parameters: none.
-- Twin of pipelines/transforms/place_cells.py.
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
        places.h3_cell,
        article_places.place_id,
        article_places.article_id,
        dated_articles.is_inferred,
        article_places.mention_count,
        article_places.literal_count
    from core.article_places
    inner join dated_articles on article_places.article_id = dated_articles.article_id
    inner join core.places on article_places.place_id = places.place_id
    where places.feature_class in ('P', 'R', 'S', 'T', 'V')
)

select
    published_date,
    h3_cell,
    count(distinct place_id) as place_count,
    count(distinct article_id) as article_count,
    count(distinct article_id) filter (where is_inferred) as inferred_count,
    sum(mention_count)::bigint as mention_count,
    sum(literal_count)::bigint as literal_count
from places_of_days
group by published_date, h3_cell;
