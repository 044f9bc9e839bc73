-- Grain: one row per article of `changed` and article that it shares bands with, the columns of copy_meetings.sql.
-- Key: article_id, other_article_id. `changed` is an Arrow table with a column unit_id.
-- Of a band that many articles share, only the first few count: a text that comes a thousand times is compared with
-- its first copies, not with all.
-- parameter: popular = 20
with wanted as (
    select
        article_id,
        band_hash
    from ops.copy_bands
    where article_id in (select changed.unit_id from changed)
),

sharing as (
    select
        bands.band_hash,
        bands.article_id,
        articles.published_date,
        count(*) over (partition by bands.band_hash) as article_count,
        row_number() over (
            partition by bands.band_hash
            order by articles.published_date asc nulls last, bands.article_id asc
        ) as position
    from ops.copy_bands as bands
    inner join core.articles as articles on bands.article_id = articles.article_id
    where bands.band_hash in (select wanted.band_hash from wanted)
),

first_ones as (
    select
        band_hash,
        article_id,
        article_count,
        published_date
    from sharing
    where position <= $popular::bigint
)

select
    wanted.article_id,
    first_ones.article_id as other_article_id,
    first_ones.published_date as other_published_date,
    count(*) as shared_count,
    min(first_ones.article_count) as article_count
from wanted
inner join first_ones on wanted.band_hash = first_ones.band_hash
where wanted.article_id <> first_ones.article_id
group by wanted.article_id, first_ones.article_id, first_ones.published_date;
