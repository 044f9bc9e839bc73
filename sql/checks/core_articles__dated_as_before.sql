-- No more articles stay without a date than before.
-- Those of the last seven days of collection against the twenty-eight before.
-- scope: table
-- severity: warning
-- Judged from twenty articles on; the row is the rise of the share without a day, when it is more than ten points and
-- three standard errors.
with aged as (
    select
        article.article_id,
        article.title,
        article.published_date is null as is_undated,
        ages.age_days
    from audited as article
    inner join core.article_ages as ages on article.article_id = ages.article_id
),

shares as (
    select
        count(*) filter (where age_days < 7) as articles_now,
        count(*) filter (where age_days between 7 and 34) as articles_before,
        count(*) filter (where is_undated and age_days < 7)
        / nullif(count(*) filter (where age_days < 7), 0) as share_now,
        count(*) filter (where is_undated and age_days between 7 and 34)
        / nullif(count(*) filter (where age_days between 7 and 34), 0) as share_before,
        list(article_id || ' ' || coalesce(title, '') order by article_id) filter (
            where is_undated and age_days < 7
        )[1:5] as examples
    from aged
)

select
    articles_now,
    round(share_now, 4) as undated_share_now,
    round(share_before, 4) as undated_share_before,
    examples
from shares
where
    articles_now >= 20
    and articles_before >= 20
    and share_now > share_before + 0.1
    and share_now > share_before + 3 * sqrt(
        (share_now * (1 - share_now)) / articles_now + (share_before * (1 - share_before)) / articles_before
    );
