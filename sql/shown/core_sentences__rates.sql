-- How many sentences there are.
select
    count(*) as sentences,
    count(*) / nullif(count(distinct article_id), 0) as sentences_per_article
from core.sentences;
