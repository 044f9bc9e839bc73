-- Languages come in the shares that they had.
-- The last seven days of collection against the twenty-eight before.
-- scope: table
-- severity: warning
-- Judged from fifty articles on; a row is a language whose share moved by more than ten points and three standard
-- errors.
with aged as (
    select
        article.article_id,
        coalesce(article.language_code, 'und') as language_code,
        ages.age_days
    from audited as article
    inner join core.article_ages as ages on article.article_id = ages.article_id
),

totals as (
    select
        count(*) filter (where age_days < 7) as total_now,
        count(*) filter (where age_days between 7 and 34) as total_before
    from aged
),

shares as (
    select
        aged.language_code,
        any_value(totals.total_now) as total_now,
        any_value(totals.total_before) as total_before,
        count(*) filter (where aged.age_days < 7) / any_value(totals.total_now) as share_now,
        count(*) filter (where aged.age_days between 7 and 34) / any_value(totals.total_before) as share_before,
        list(aged.article_id order by aged.article_id) filter (where aged.age_days < 7)[1:5] as examples
    from aged
    cross join totals
    where totals.total_now >= 50 and totals.total_before >= 50
    group by aged.language_code
)

select
    language_code,
    round(share_now, 4) as share_now,
    round(share_before, 4) as share_before,
    examples
from shares
where
    abs(share_now - share_before) > 0.1
    and abs(share_now - share_before) > 3 * sqrt(
        (share_now * (1 - share_now)) / total_now + (share_before * (1 - share_before)) / total_before
    )
order by abs(share_now - share_before) desc, language_code asc;
