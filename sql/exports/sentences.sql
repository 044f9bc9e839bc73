-- Grain: one row per sentence of the articles of `wanted`. Key: article_id, start_char.
select
    article_id,
    start_char,
    end_char
from core.sentences
where article_id in (select wanted.article_id from wanted)
order by article_id asc, start_char asc;
