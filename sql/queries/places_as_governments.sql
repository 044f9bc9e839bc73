-- Places whose name mostly stands for something else, such as a government, a team or a people: "Moscow warned".
-- `least` is the smallest number of mentions that counts.
-- parameter: least = 3
-- parameter: limit = 30
select
    places.name as place_name,
    places.country_code,
    count(*) as mention_count,
    count(*) filter (where place_mentions.role = 'associative') as associative_count,
    count(*) filter (where place_mentions.role = 'associative') / count(*) as associative_share,
    places.place_id
from core.place_mentions
inner join core.places on place_mentions.place_id = places.place_id
inner join core.articles on place_mentions.article_id = articles.article_id
where place_mentions.resolution_basis is distinct from 'container' and coalesce(articles.is_current, true)
group by places.place_id, places.name, places.country_code
having count(*) >= $least::bigint and count(*) filter (where place_mentions.role = 'associative') * 2 > count(*)
order by associative_share desc, mention_count desc, place_name asc, places.place_id asc
limit $limit::bigint;
