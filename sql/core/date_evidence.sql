-- Grain: one row per constraint on one article's date, strongest first.
-- Key: kind, start_char, end_char, earliest, latest. Written together with core.articles.
-- parameter: article_id
select
    kind,
    start_char,
    end_char,
    surface,
    earliest,
    latest,
    weight
from core.date_evidence
where article_id = $article_id
order by weight desc, start_char asc;
