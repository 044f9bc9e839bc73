-- Grain: one row per current article of which the side file knows other entities, places, sources or topics than the
-- copy.
-- Key: article_id. `kept` is an Arrow table with what the side file holds: article_id, named_key.
-- The key adds up what the article names, in any order: what is named twice counts twice, which makes no difference.
with named as (
    select
        article_id,
        hash('entity', entity_id) as part
    from core.entity_mentions
    where entity_id is not null
    union all
    select
        article_places.article_id,
        hash(
            'place',
            article_places.place_id,
            article_places.literal_count > 0,
            places.country_code,
            places.admin1_name
        ) as part
    from core.article_places
    left join core.places on article_places.place_id = places.place_id
    union all
    select
        article_id,
        hash('topic', topic_code) as part
    from core.article_topics
    union all
    select
        article_occurrences.article_id,
        hash('source', documents.source_code) as part
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where coalesce(documents.is_current, true)
),

keyed as (
    select
        article_id,
        sum(part)::varchar as named_key
    from named
    group by article_id
),

current_ones as (
    select
        articles.article_id,
        coalesce(keyed.named_key, '') as named_key
    from core.articles
    left join keyed on articles.article_id = keyed.article_id
    where coalesce(articles.is_current, true)
)

select
    current_ones.article_id,
    current_ones.named_key
from current_ones
anti join kept on current_ones.article_id = kept.article_id and current_ones.named_key = kept.named_key
order by current_ones.article_id;
