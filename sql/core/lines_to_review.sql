-- Grain: one row per line at which a cut is in doubt: made and scored low, or not made and scored high.
-- Key: document_id, start_char. Only documents of batch $batch_id, or all when it is NULL.
-- parameter: batch_id
-- parameter: least_sure
-- parameter: limit
with doubted as (
    select
        document_id,
        start_char,
        boundary_score as score,
        true as is_cut
    from core.article_occurrences
    where ordinal > 0 and boundary_basis = 'model' and boundary_score < $least_sure
    union all
    select
        document_id,
        start_char,
        score,
        false as is_cut
    from ops.doubtful_merges
),

listed as (
    select
        doubted.document_id,
        doubted.start_char,
        doubted.score,
        doubted.is_cut,
        document.uri
    from doubted
    inner join raw.documents as document on doubted.document_id = document.document_id
    where
        ($batch_id is null or document.batch_id = $batch_id)
        and coalesce(document.is_current, true)
    order by abs(doubted.score - 0.5) asc, doubted.document_id asc, doubted.start_char asc
    limit $limit
)

select
    listed.document_id,
    listed.uri,
    listed.start_char,
    listed.score,
    listed.is_cut,
    1 + coalesce(
        sum(
            length(left(part.text, listed.start_char - part.start_char))
            - length(replace(left(part.text, listed.start_char - part.start_char), chr(10), ''))
        ),
        0
    )::bigint as line_number
from listed
left join raw.document_texts as part
    on listed.document_id = part.document_id and listed.start_char > part.start_char
group by listed.document_id, listed.uri, listed.start_char, listed.score, listed.is_cut
order by abs(listed.score - 0.5) asc, listed.document_id asc, listed.start_char asc;
