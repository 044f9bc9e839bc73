-- Grain: one line per constraint on an article's date, the strongest first.
-- parameter: article_id
select
    printf('%s, weight %.2f', kind, weight)
    || ': ' || coalesce(earliest::varchar, 'any day') || ' to ' || coalesce(latest::varchar, 'any day')
    || coalesce(', from "' || left(surface, 120) || '"', '') as line
from core.date_evidence
where article_id = $article_id
order by weight desc, kind asc, start_char asc;
