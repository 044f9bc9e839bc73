-- How far the facts behind a briefing can be trusted. Grain: one row. Table passed in: `chosen` (article_id, is_copy,
-- published_basis).
-- parameter: since
-- parameter: until
with mentions as (
    select
        count(*) as mention_count,
        count(*) filter (where resolution_basis = 'gazetteer') as resolved_count,
        count(*) filter (where resolution_basis = 'container') as container_count,
        count(*) filter (where score < 0.5) as low_scored_count
    from core.place_mentions
    where article_id in (select chosen.article_id from chosen) and role = 'literal'
),

cuts as (
    select count(*) as doubtful_cut_count
    from core.article_occurrences
    where
        article_id in (select chosen.article_id from chosen)
        and ordinal > 0
        and boundary_basis = 'model'
        and boundary_score < 0.8
),

undated as (
    select
        count(*) as undated_count,
        count(*) filter (
            where published_earliest <= $until::date and published_latest >= $since::date
        ) as perhaps_count
    from core.articles
    where published_date is null and coalesce(is_current, true)
),

refused as (
    select count(*) as refused_count
    from ops.rejected_records
    where coalesce(is_current, true)
)

select
    count(*) as article_count,
    count(*) filter (where chosen.is_copy) as copy_count,
    count(*) filter (where chosen.published_basis = 'metadata') as metadata_count,
    count(*) filter (where chosen.published_basis = 'dateline') as dateline_count,
    count(*) filter (where chosen.published_basis = 'text') as text_count,
    any_value(mentions.mention_count) as mention_count,
    any_value(mentions.resolved_count) as resolved_count,
    any_value(mentions.container_count) as container_count,
    any_value(mentions.low_scored_count) as low_scored_count,
    any_value(cuts.doubtful_cut_count) as doubtful_cut_count,
    any_value(undated.undated_count) as undated_count,
    any_value(undated.perhaps_count) as perhaps_count,
    any_value(refused.refused_count) as refused_count
from mentions
cross join cuts
cross join undated
cross join refused
left join chosen on true;
