-- Articles that speak literally of places in a country. Grain: country; key: country_code.
-- Table passed in: `chosen` (article_id, is_copy).
select
    place_mentions.country_code,
    count(distinct place_mentions.article_id) as article_count
from core.place_mentions as place_mentions
inner join chosen on place_mentions.article_id = chosen.article_id
where
    not chosen.is_copy
    and place_mentions.country_code is not null
    and place_mentions.role = 'literal'
    and place_mentions.resolution_basis is distinct from 'container'
group by place_mentions.country_code
order by article_count desc, place_mentions.country_code asc;
