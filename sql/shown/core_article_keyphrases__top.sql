-- The phrases that are key to most articles.
select
    lower(keyphrase) as keyphrase,
    count(distinct article_id) as articles
from core.article_keyphrases
group by lower(keyphrase)
order by articles desc, keyphrase asc
limit 10;
