-- Grain: one line per narrower topic that implies a topic of an article, then its leading keyphrases in one.
-- parameter: article_id
-- parameter: topic_code
with recursive narrower as (
    select topic_code
    from core.topics
    where parent_code = $topic_code
    union all
    select topics.topic_code
    from core.topics
    inner join narrower on topics.parent_code = narrower.topic_code
),

lines as (
    select
        1 as position,
        printf('implied by the narrower topic %s, score %.2f', topics.name, article_topics.score) as line
    from core.article_topics
    inner join core.topics on article_topics.topic_code = topics.topic_code
    where
        article_topics.article_id = $article_id
        and not article_topics.is_implied
        and article_topics.topic_code in (select narrower.topic_code from narrower)
    union all
    select
        2 as position,
        'leading phrases of the article: ' || string_agg(keyphrase, ', ' order by rank) as line
    from core.article_keyphrases
    where article_id = $article_id and rank <= 8
)

select line
from lines
where line is not null
order by position asc, line asc;
