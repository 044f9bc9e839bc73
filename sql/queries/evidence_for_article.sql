-- Every fact read from one article, in the order of its text, with the characters it was read from.
-- `article` is an article_id or its beginning; by default the article with the latest date.
-- parameter: article = latest
with chosen as (
    select
        article_id,
        text,
        title
    from core.articles
    where ($article = 'latest' and coalesce(is_current, true)) or starts_with(article_id, $article)
    order by published_date desc nulls last, article_id asc
    limit 1
),

facts as (
    select
        article_id,
        field,
        start_char,
        end_char,
        surface,
        'entity' as fact,
        entity_type || ': ' || local_name as reading,
        score,
        annotator_id
    from core.entity_mentions
    union all
    select
        place_mentions.article_id,
        place_mentions.field,
        place_mentions.start_char,
        place_mentions.end_char,
        place_mentions.surface,
        'place' as fact,
        place_mentions.role || ': ' || coalesce(places.name || coalesce(', ' || places.country_code, ''), 'unresolved')
            as reading,
        place_mentions.score,
        place_mentions.annotator_id
    from core.place_mentions
    left join core.places on place_mentions.place_id = places.place_id
    union all
    select
        article_id,
        field,
        start_char,
        end_char,
        surface,
        'time' as fact,
        timex_type || ': ' || value as reading,
        score,
        annotator_id
    from core.time_mentions
    union all
    select
        article_id,
        'text' as field,
        start_char,
        end_char,
        surface,
        'date evidence' as fact,
        kind || ': ' || coalesce(earliest::varchar, '') || '..' || coalesce(latest::varchar, '') as reading,
        weight as score,
        annotator_id
    from core.date_evidence
    union all
    select
        article_topics.article_id,
        null as field,
        null as start_char,
        null as end_char,
        null as surface,
        'topic' as fact,
        topics.name as reading,
        article_topics.score,
        article_topics.annotator_id
    from core.article_topics
    inner join core.topics on article_topics.topic_code = topics.topic_code
)

select
    facts.fact,
    facts.field,
    facts.start_char,
    facts.end_char,
    facts.surface,
    facts.reading,
    facts.score,
    substr(
        case facts.field when 'title' then chosen.title else chosen.text end,
        greatest(facts.start_char - 40, 0) + 1,
        facts.end_char - greatest(facts.start_char - 40, 0) + 40
    ) as context,
    facts.annotator_id,
    facts.article_id
from facts
inner join chosen on facts.article_id = chosen.article_id
order by facts.field desc nulls last, facts.start_char asc, facts.end_char asc, facts.fact asc, facts.reading asc;
