-- The facts that stand in an article's title or text, in their order.
-- Grain: fact; key: field, start_char, end_char, kind.
-- parameter: article
select
    field,
    start_char,
    end_char,
    case entity_type when 'PERSON' then 'person' when 'ORG' then 'organisation' else 'name' end as kind,
    entity_type || ': ' || local_name as reading,
    score
from core.entity_mentions
where article_id = $article
union all
select
    mentions.field,
    mentions.start_char,
    mentions.end_char,
    case mentions.role when 'literal' then 'place' else 'standin' end as kind,
    case
        when places.name is null then 'a place that the gazetteer does not know'
        when mentions.resolution_basis = 'container' then 'in ' || places.name
        else places.name || coalesce(', ' || places.country_code, '')
    end as reading,
    mentions.score
from core.place_mentions as mentions
left join core.places as places on mentions.place_id = places.place_id
where mentions.article_id = $article
union all
select
    field,
    start_char,
    end_char,
    'time' as kind,
    value as reading,
    score
from core.time_mentions
where article_id = $article
order by field asc, start_char asc, end_char desc, kind asc;
