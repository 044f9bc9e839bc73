-- Topics of the highest level come in the shares that they had.
-- The last seven days of collection against the twenty-eight before.
-- scope: table
-- severity: warning
-- Judged from fifty articles on; a row is a topic whose share of articles moved by more than fifteen points and three
-- standard errors.
with totals as (
    select
        count(*) filter (where age_days < 7) as total_now,
        count(*) filter (where age_days between 7 and 34) as total_before
    from core.article_ages
),

shares as (
    select
        topic.name as topic_name,
        any_value(totals.total_now) as total_now,
        any_value(totals.total_before) as total_before,
        count(*) filter (where aged.age_days < 7) / any_value(totals.total_now) as share_now,
        count(*) filter (where aged.age_days between 7 and 34) / any_value(totals.total_before) as share_before,
        list(aged.article_id order by aged.article_id) filter (where aged.age_days < 7)[1:5] as examples
    from audited as given
    inner join core.topics as topic on given.topic_code = topic.topic_code
    inner join core.article_ages as aged on given.article_id = aged.article_id
    cross join totals
    where topic.level = 1 and totals.total_now >= 50 and totals.total_before >= 50
    group by topic.topic_code, topic.name
)

select
    topic_name,
    round(share_now, 4) as share_now,
    round(share_before, 4) as share_before,
    examples
from shares
where
    abs(share_now - share_before) > 0.15
    and abs(share_now - share_before) > 3 * sqrt(
        (share_now * (1 - share_now)) / total_now + (share_before * (1 - share_before)) / total_before
    )
order by abs(share_now - share_before) desc, topic_name asc;
