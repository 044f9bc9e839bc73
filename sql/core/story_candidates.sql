-- Grain: one row per article of `sought`, or near one in time that has some of the same strong terms: the only ones
-- that can be linked to it, so that a few new articles do not load the terms of all that stand around their days.
-- Key: article_id. `sought` is an Arrow table with columns article_id, kind, term_hash: the strongest terms of
-- articles. Articles of unknown day are near one another. Terms hold the day of their article.
-- parameter: window_days
-- parameter: least_common
with wanted as (
    select
        sought.article_id,
        sought.kind,
        sought.term_hash,
        articles.published_date
    from sought
    inner join core.articles as articles on sought.article_id = articles.article_id
),

near as (
    select terms.article_id
    from ops.story_terms as terms
    inner join wanted
        on
            terms.kind = wanted.kind
            and terms.term_hash = wanted.term_hash
            and (
                abs(terms.published_date - wanted.published_date) <= $window_days::integer
                or (terms.published_date is null and wanted.published_date is null)
            )
    group by wanted.article_id, terms.article_id
    having count(*) >= $least_common::integer
    union
    select sought.article_id from sought
)

select
    articles.article_id,
    articles.published_date,
    articles.word_count,
    articles.article_id in (select sought.article_id from sought) as is_wanted
from core.articles as articles
where articles.article_id in (select near.article_id from near)
order by articles.published_date asc nulls last, articles.article_id asc;
