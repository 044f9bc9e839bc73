-- The surest mention of each named thing in the chosen articles. Grain: thing; key: kind, id.
-- Tables passed in: `chosen` (article_id, is_copy), `things` (kind, id).
select
    things.kind,
    things.id,
    arg_max(
        {
            'article_id': mentions.article_id,
            'field': mentions.field,
            'start_char': mentions.start_char,
            'end_char': mentions.end_char
        },
        mentions.score + case mentions.field when 'text' then 1 else 0 end
    ) as span
from things
inner join core.entity_mentions as mentions on things.kind <> 'place' and things.id = mentions.entity_id
inner join chosen on mentions.article_id = chosen.article_id
where not chosen.is_copy
group by things.kind, things.id
union all
select
    things.kind,
    things.id,
    arg_max(
        {
            'article_id': mentions.article_id,
            'field': mentions.field,
            'start_char': mentions.start_char,
            'end_char': mentions.end_char
        },
        mentions.score + case mentions.field when 'text' then 1 else 0 end
    ) as span
from things
inner join core.place_mentions as mentions on things.kind = 'place' and things.id = mentions.place_id
inner join chosen on mentions.article_id = chosen.article_id
where not chosen.is_copy
group by things.kind, things.id
order by kind, id;
