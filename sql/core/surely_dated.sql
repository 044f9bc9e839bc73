-- Grain: one row per current article of `units`, with its day where that is stated or known. Key: article_id.
-- `units` is an Arrow table with a column unit_id. A day whose year was inferred is not known, though its month and day
-- are stated.
with known as (
    select article_id
    from core.date_evidence
    where
        article_id in (select units.unit_id from units)
        and kind in ('metadata', 'dateline', 'byline', 'date_line', 'updated')
        and earliest is not null
        and weight > 0
    group by article_id
)

select
    articles.article_id,
    case
        when known.article_id is not null and articles.published_basis in ('metadata', 'dateline')
            then articles.published_date
    end as known_day,
    articles.text
from core.articles as articles
left join known on articles.article_id = known.article_id
where
    articles.article_id in (select units.unit_id from units)
    and coalesce(articles.is_current, true)
order by articles.article_id;
