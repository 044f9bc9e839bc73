-- How far each day's data can be trusted, of all sources or one: share of names of places that were resolved, share of
-- facts scored under a half; the last row, without a day, is of the articles that no date is known of.
-- parameter: source = any
-- parameter: since = any
select
    published_date,
    sum(article_count)::bigint as article_count,
    sum(copy_count)::bigint as copy_count,
    sum(inferred_count) / nullif(sum(article_count), 0) as inferred_share,
    sum(resolved_count) / nullif(sum(place_mention_count), 0) as resolved_share,
    (sum(low_scored_place_count) + sum(low_scored_entity_count))
    / nullif(sum(place_mention_count) + sum(entity_mention_count), 0) as low_scored_share
from marts.data_quality
where
    ($source = 'any' or lower(source_code) = lower($source))
    and ($since = 'any' or published_date >= case when $since <> 'any' then $since::date end)
group by published_date
order by published_date asc nulls last;
