-- No more toponyms are scored low than before.
-- Mentions in articles of the last seven days of collection against the twenty-eight before.
-- scope: table
-- severity: warning
-- Judged from fifty mentions on; the row is the rise of the share of toponyms scored below 0.6, when it is more than
-- ten points and three standard errors.
with shares as (
    select
        count(*) filter (where aged.age_days < 7) as mentions_now,
        count(*) filter (where aged.age_days between 7 and 34) as mentions_before,
        count(*) filter (where mention.score < 0.6 and aged.age_days < 7)
        / nullif(count(*) filter (where aged.age_days < 7), 0) as share_now,
        count(*) filter (where mention.score < 0.6 and aged.age_days between 7 and 34)
        / nullif(count(*) filter (where aged.age_days between 7 and 34), 0) as share_before,
        list(mention.article_id || ' ' || mention.surface order by mention.article_id, mention.start_char) filter (
            where mention.score < 0.6 and aged.age_days < 7
        )[1:5] as examples
    from audited as mention
    inner join core.article_ages as aged on mention.article_id = aged.article_id
)

select
    mentions_now,
    round(share_now, 4) as share_now,
    round(share_before, 4) as share_before,
    examples
from shares
where
    mentions_now >= 50
    and mentions_before >= 50
    and share_now > share_before + 0.1
    and share_now > share_before + 3 * sqrt(
        (share_now * (1 - share_now)) / mentions_now + (share_before * (1 - share_before)) / mentions_before
    );
