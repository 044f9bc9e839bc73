-- Grain: one row, the sentence of an article that holds a span, or the characters around it where no sentence does.
-- parameter: article
-- parameter: field
-- parameter: start
-- parameter: end
-- parameter: side
with chosen as (
    select case $field when 'title' then title else text end as text
    from core.articles
    where article_id = $article
),

around as (
    select
        min(start_char) as first_char,
        max(end_char) as last_char
    from core.sentences
    where $field = 'text' and article_id = $article and start_char < $end::bigint and end_char > $start::bigint
),

bounded as (
    select
        chosen.text,
        coalesce(around.first_char, greatest($start::bigint - $side::bigint, 0)) as first_char,
        coalesce(around.last_char, least($end::bigint + $side::bigint, length(chosen.text))) as last_char
    from chosen
    cross join around
)

select
    first_char,
    substr(text, first_char + 1, last_char - first_char) as passage
from bounded;
