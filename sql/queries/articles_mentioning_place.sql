-- Which articles mention a place, when they were published, and what they are about.
-- The place may be given by its main name or by any spelling that stands in a text: all spellings of the same place
-- are then found. Mentions that were not resolved to a place are found by their spelling alone. Letter case does not
-- matter. A place that only stands for a name which the gazetteer lacks (its container) does not count.
-- parameter: place
with matching_places as (
    select place_id
    from core.place_spellings
    where lower(spelling) = lower($place)
),

mentions as materialized (
    select
        article_id,
        place_id,
        count(*) filter (where role = 'literal') as literal_count,
        count(*) filter (where role = 'associative') as associative_count,
        string_agg(distinct surface, ', ' order by surface) as spellings
    from core.place_mentions
    where
        (
            place_id in (select matching_places.place_id from matching_places)
            and resolution_basis is distinct from 'container'
        )
        or (place_id is null and lower(surface) = lower($place))
    group by article_id, place_id
),

article_topic_names as (
    select
        article_topics.article_id,
        string_agg(topics.name, ', ' order by article_topics.rank, topics.name) as topics
    from core.article_topics
    inner join core.topics on article_topics.topic_code = topics.topic_code
    where
        not article_topics.is_implied
        and article_topics.article_id in (select mentions.article_id from mentions)
    group by article_topics.article_id
)

select
    articles.published_date,
    articles.published_basis,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    article_topic_names.topics,
    places.name as place_name,
    places.country_code,
    article_places.is_focus,
    mentions.literal_count,
    mentions.associative_count,
    mentions.spellings,
    articles.article_id
from mentions
inner join core.articles on mentions.article_id = articles.article_id
left join core.places on mentions.place_id = places.place_id
left join core.article_places
    on mentions.article_id = article_places.article_id and mentions.place_id = article_places.place_id
left join article_topic_names on mentions.article_id = article_topic_names.article_id
where coalesce(articles.is_current, true)
order by articles.published_date asc nulls last, mentions.literal_count desc, articles.article_id asc;
