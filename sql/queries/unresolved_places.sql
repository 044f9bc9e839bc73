-- Names of places that the gazetteer does not know, the most frequent first, with the place around them where the text
-- names one. A fuller gazetteer (`dateline gazetteer install`) resolves many of them.
-- parameter: limit = 50
select
    place_mentions.surface,
    count(*) as mention_count,
    count(distinct place_mentions.article_id) as article_count,
    mode(places.name) as container_name,
    mode(places.country_code) as country_code,
    min(place_mentions.article_id) as example_article_id
from core.place_mentions
inner join core.articles on place_mentions.article_id = articles.article_id
left join core.places on place_mentions.place_id = places.place_id
where
    (place_mentions.place_id is null or place_mentions.resolution_basis = 'container')
    and coalesce(articles.is_current, true)
group by place_mentions.surface
order by mention_count desc, article_count desc, place_mentions.surface asc
limit $limit::bigint;
