-- The facts that the readings are least sure of, with the words around each: what to look at before you count.
-- `kind` is `place`, `entity` or `time`, or any. `dateline explain` shows one in full.
-- parameter: kind = any
-- parameter: below = 0.5
-- parameter: limit = 50
with facts as (
    select
        'place' as kind,
        article_id,
        field,
        start_char,
        end_char,
        surface,
        score,
        role || ', ' || coalesce(place_id, 'not resolved') as reading
    from core.place_mentions
    union all
    select
        'entity' as kind,
        article_id,
        field,
        start_char,
        end_char,
        surface,
        score,
        entity_type || ': ' || local_name as reading
    from core.entity_mentions
    union all
    select
        'time' as kind,
        article_id,
        field,
        start_char,
        end_char,
        surface,
        score,
        timex_type || ': ' || value as reading
    from core.time_mentions
),

least_sure as (
    select
        facts.kind,
        facts.article_id,
        facts.field,
        facts.start_char,
        facts.end_char,
        facts.surface,
        facts.score,
        facts.reading
    from facts
    inner join core.articles on facts.article_id = articles.article_id
    where
        ($kind = 'any' or facts.kind = lower($kind))
        and facts.score < $below::double
        and coalesce(articles.is_current, true)
    order by facts.score asc, facts.article_id asc, facts.field asc, facts.start_char asc, facts.kind asc
    limit $limit::bigint
)

select
    least_sure.score,
    least_sure.kind,
    least_sure.surface,
    least_sure.reading,
    substr(
        case least_sure.field when 'title' then articles.title else articles.text end,
        greatest(least_sure.start_char - 60, 0) + 1,
        least_sure.end_char - greatest(least_sure.start_char - 60, 0) + 60
    ) as context,
    least_sure.article_id,
    least_sure.start_char
from least_sure
inner join core.articles on least_sure.article_id = articles.article_id
order by
    least_sure.score asc,
    least_sure.article_id asc,
    least_sure.field asc,
    least_sure.start_char asc,
    least_sure.kind asc;
