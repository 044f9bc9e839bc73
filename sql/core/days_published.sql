-- Grain: one row per day of `days`: what there is of the articles published on it.
-- Key: day.
select
    days.day,
    count(article.article_id) as articles,
    coalesce(sum(article.word_count), 0)::bigint as words,
    count(*) filter (where article.published_basis in ('text', 'dateline')) as dated_from_text,
    max(document.collected_at) as collected_last
from days
left join core.articles as article on days.day = article.published_date and coalesce(article.is_current, true)
left join raw.documents as document on article.document_id = document.document_id
group by days.day
order by days.day;
