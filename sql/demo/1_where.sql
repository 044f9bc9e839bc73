-- Which articles speak of Kupyansk, of which day, and how is that day known? Grain: article.
select
    articles.published_date as day,
    articles.published_basis as dated_by,
    left(coalesce(articles.title, articles.deck, articles.text), 56) as article,
    count(*) as mentions
from core.articles as articles
inner join core.place_mentions as place_mentions on articles.article_id = place_mentions.article_id
inner join core.places as places on place_mentions.place_id = places.place_id
where places.name = 'Kupyansk'
group by all
order by day asc nulls last, article asc;
