-- What more articles name than the days before let expect, at the same share of the news; most surprising first.
-- Grain: entity, place or topic; key: kind, id.
-- Table passed in: `counts` (kind, id, name, article_count, before_count).
-- parameter: now_total
-- parameter: before_total
-- parameter: limit
with expected as (
    select
        *,
        before_count * $now_total::double / greatest($before_total::double, 1) as expected_count
    from counts
    where article_count >= 2
),

scored as (
    select
        *,
        (article_count - expected_count) / sqrt(expected_count + 1) as z_score,
        row_number() over (
            partition by kind
            order by (article_count - expected_count) / sqrt(expected_count + 1) desc, name asc, id asc
        ) as position
    from expected
    where article_count > expected_count
)

select
    kind,
    id,
    name,
    article_count,
    before_count,
    expected_count,
    z_score
from scored
where position <= $limit::bigint
order by z_score desc, name asc, id asc;
