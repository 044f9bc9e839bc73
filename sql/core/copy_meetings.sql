-- Grain: one row per pair of articles that share bands of part $part of all bands, in both directions.
-- Key: article_id, other_article_id. Of a band that many articles share, only the first few count, as in
-- changed_copy_meetings.sql.
-- parameter: popular = 20
-- parameter: parts
-- parameter: part
with bands as (
    select
        article_id,
        band_hash
    from ops.copy_bands
    where hash(band_hash) % $parts::ubigint = $part::ubigint
),

shared as (
    select band_hash
    from bands
    group by band_hash
    having count(*) > 1
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
    from bands
    semi join shared on bands.band_hash = shared.band_hash
    inner join core.articles as articles on bands.article_id = articles.article_id
),

first_ones as (
    select *
    from sharing
    where position <= $popular::bigint
)

select
    sharing.article_id,
    first_ones.article_id as other_article_id,
    first_ones.published_date as other_published_date,
    count(*) as shared_count,
    min(first_ones.article_count) as article_count
from sharing
inner join first_ones on sharing.band_hash = first_ones.band_hash
where sharing.article_id <> first_ones.article_id
group by sharing.article_id, first_ones.article_id, first_ones.published_date;
