-- What an article's date rests on, the strongest first, with the words that say it. `article` is an article_id or its
-- beginning.
-- parameter: article
with chosen as (
    select
        article_id,
        text,
        published_date,
        published_basis
    from core.articles
    where starts_with(article_id, $article)
    order by coalesce(is_current, true) desc, article_id asc
    limit 1
)

select
    chosen.published_date,
    chosen.published_basis,
    date_evidence.kind,
    date_evidence.weight,
    date_evidence.earliest,
    date_evidence.latest,
    date_evidence.surface,
    substr(
        chosen.text,
        greatest(date_evidence.start_char - 40, 0) + 1,
        date_evidence.end_char - greatest(date_evidence.start_char - 40, 0) + 40
    ) as context,
    date_evidence.annotator_id,
    chosen.article_id
from core.date_evidence
inner join chosen on date_evidence.article_id = chosen.article_id
order by date_evidence.weight desc, date_evidence.start_char asc nulls first, date_evidence.kind asc;
