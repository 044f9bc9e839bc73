-- How many entities there are, and which share stands for more than one article.
select
    count(*) as entities,
    count(*) filter (where article_count > 1) / nullif(count(*), 0) as in_several_articles_share,
    count(wikidata_id) / nullif(count(*), 0) as known_to_wikidata_share
from core.entities;
