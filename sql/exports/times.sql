-- Grain: one row per time expression of the articles of `wanted`. Key: article_id, field, start_char, end_char.
select
    article_id,
    field,
    start_char,
    end_char,
    value
from core.time_mentions
where article_id in (select wanted.article_id from wanted)
order by article_id asc, field asc, start_char asc, end_char asc;
