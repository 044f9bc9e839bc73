-- Grain: one line each on how the name was recognised, and which other places the article names.
-- parameter: article_id
-- parameter: start_char
-- parameter: end_char
with lines as (
    select
        1 as position,
        printf('recognised as %s with score %.2f', entity_type, score)
        || coalesce(printf(', chance that the location itself is meant %.2f', literal_score), '') as line
    from core.entity_mentions
    where article_id = $article_id and start_char = $start_char::bigint and end_char = $end_char::bigint
    union all
    select
        2 as position,
        'the article also names '
        || string_agg(places.name, ', ' order by article_places.focus_score desc, places.name asc) as line
    from core.article_places
    inner join core.places on article_places.place_id = places.place_id
    where article_places.article_id = $article_id
)

select line
from lines
where line is not null
order by position asc, line asc;
