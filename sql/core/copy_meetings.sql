-- Grain: one row per article of `asking_bands` and article that it shares bands with.
-- Key: article_id, other_article_id. `meeting_bands` (columns article_id, band_hash) is a temporary table with all rows
-- of the bands in `asking_bands`, which is one of the same columns.
-- Of a band that many articles share, only the first few count: a text that comes a thousand times is compared with
-- its first copies, not with all.
-- parameter: popular = 20
with sharing as (
    select
        bands.band_hash,
        bands.article_id,
        articles.published_date,
        count(*) over (partition by bands.band_hash) as article_count,
        row_number() over (
            partition by bands.band_hash
            order by articles.published_date asc nulls last, bands.article_id asc
        ) as position
    from meeting_bands as bands
    inner join core.articles as articles on bands.article_id = articles.article_id
),

first_ones as (
    select *
    from sharing
    where position <= $popular::bigint
)

select
    asking.article_id,
    first_ones.article_id as other_article_id,
    first_ones.published_date as other_published_date,
    count(*) as shared_count,
    min(first_ones.article_count) as article_count
from asking_bands as asking
inner join first_ones on asking.band_hash = first_ones.band_hash
where asking.article_id <> first_ones.article_id
group by asking.article_id, first_ones.article_id, first_ones.published_date;
