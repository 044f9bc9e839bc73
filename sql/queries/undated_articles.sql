-- Articles that no date of publication is known of, with what evidence there was.
-- parameter: limit = 50
with evidence as (
    select
        article_id,
        count(*) as evidence_count,
        max(earliest) as not_before,
        min(latest) as not_after
    from core.date_evidence
    group by article_id
),

sources as (
    select
        article_occurrences.article_id,
        min(documents.uri) as uri
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    group by article_occurrences.article_id
)

select
    sources.uri,
    articles.article_id,
    articles.word_count,
    evidence.not_before,
    evidence.not_after,
    coalesce(articles.title, regexp_extract(articles.text, '^[^\n]{1,120}')) as headline,
    coalesce(evidence.evidence_count, 0) as evidence_count
from core.articles
left join sources on articles.article_id = sources.article_id
left join evidence on articles.article_id = evidence.article_id
where articles.published_date is null and coalesce(articles.is_current, true)
order by sources.uri, articles.article_id
limit $limit::bigint;
