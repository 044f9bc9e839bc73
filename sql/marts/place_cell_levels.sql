-- One row per day, H3 resolution and cell in which places stand that an article of the day mentions.
-- Only towns, roads, spots, hills and woods count. A coarser cell is the finest one with another resolution (bits 52 to
-- 55) and the three bits of each finer level set. The centre is that of the places, weighted by mentions, on a sphere,
-- in whole multiples of 2^-32 of its radius, so that sums do not depend on the order of rows.
-- Key: published_date, h3_resolution, h3_cell. Parameters: none.
-- Twin of pipelines/transforms/place_cell_levels.py.
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

resolutions as (
    select
        unnest([1, 3, 5, 7])::bigint as resolution,
        unnest([null, 1, 3, 5])::bigint as coarser
),

cells as (
    select
        places.place_id,
        floor(cos(radians(places.latitude)) * cos(radians(places.longitude)) * 4294967296)::bigint as x,
        floor(cos(radians(places.latitude)) * sin(radians(places.longitude)) * 4294967296)::bigint as y,
        floor(sin(radians(places.latitude)) * 4294967296)::bigint as z,
        resolutions.resolution,
        resolutions.coarser,
        ('0x' || places.h3_cell)::bigint & ~(15::bigint << 52) as bare
    from core.places
    cross join resolutions
    where places.feature_class in ('P', 'R', 'S', 'T', 'V')
),

-- cells are numbers until the end: texts as keys of millions of rows take twice the memory
numbered as (
    select
        place_id,
        resolution,
        bare | (resolution << 52) | ((1::bigint << (3 * (15 - resolution))::integer) - 1) as cell,
        bare | (coarser << 52) | ((1::bigint << (3 * (15 - coarser))::integer) - 1) as parent,
        x,
        y,
        z
    from cells
),

places_of_days as (
    select
        dated_articles.published_date,
        dated_articles.is_inferred,
        article_places.article_id,
        article_places.mention_count,
        article_places.literal_count,
        numbered.place_id,
        numbered.resolution,
        numbered.cell,
        numbered.parent,
        numbered.x * article_places.mention_count as x,
        numbered.y * article_places.mention_count as y,
        numbered.z * article_places.mention_count as z
    from core.article_places
    inner join dated_articles on article_places.article_id = dated_articles.article_id
    inner join numbered on article_places.place_id = numbered.place_id
),

counted as (
    select
        published_date,
        resolution,
        cell,
        parent,
        count(distinct place_id) as place_count,
        count(distinct article_id) as article_count,
        count(distinct article_id) filter (where is_inferred) as inferred_count,
        sum(mention_count)::bigint as mention_count,
        sum(literal_count)::bigint as literal_count,
        sum(x)::double as x,
        sum(y)::double as y,
        sum(z)::double as z
    from places_of_days
    group by published_date, resolution, cell, parent
)

select
    published_date,
    resolution as h3_resolution,
    printf('%x', cell) as h3_cell,
    printf('%x', parent) as parent_h3_cell,
    degrees(atan2(z, sqrt(x * x + y * y))) as latitude,
    degrees(atan2(y, x)) as longitude,
    place_count,
    article_count,
    inferred_count,
    mention_count,
    literal_count
from counted;
