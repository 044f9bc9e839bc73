-- How many topics articles were given, and how sure they are.
select
    count(*) filter (where not is_implied) as topics_given,
    count(distinct article_id) as articles_with_topics,
    avg(score) filter (where not is_implied) as mean_score
from core.article_topics;
