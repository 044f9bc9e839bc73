-- How far each source's data can be trusted: share of articles with a date, of names of places that were resolved, of
-- facts that were read with a score under a half. What was refused: `refusals_by_reason`.
-- parameter: limit = 100
with held as (
    select distinct
        article_occurrences.article_id,
        documents.source_code
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    inner join core.articles on article_occurrences.article_id = articles.article_id
    where coalesce(documents.is_current, true) and coalesce(articles.is_current, true)
),

of_articles as (
    select
        held.source_code,
        count(*) as article_count,
        count(articles.published_date) as dated_count
    from held
    inner join core.articles on held.article_id = articles.article_id
    group by held.source_code
),

of_places as (
    select
        held.source_code,
        count(*) as place_mention_count,
        count(place_mentions.place_id) filter (where place_mentions.resolution_basis is distinct from 'container')
            as resolved_count,
        count(*) filter (where place_mentions.score < .5) as low_scored_place_count
    from held
    inner join core.place_mentions on held.article_id = place_mentions.article_id
    group by held.source_code
),

of_names as (
    select
        held.source_code,
        count(*) as entity_mention_count,
        count(*) filter (where entity_mentions.score < .5) as low_scored_entity_count
    from held
    inner join core.entity_mentions on held.article_id = entity_mentions.article_id
    group by held.source_code
)

select
    of_articles.source_code,
    of_articles.article_count,
    of_articles.dated_count / of_articles.article_count as dated_share,
    of_places.place_mention_count,
    of_places.resolved_count / of_places.place_mention_count as resolved_share,
    of_names.entity_mention_count,
    (coalesce(of_places.low_scored_place_count, 0) + coalesce(of_names.low_scored_entity_count, 0))
    / nullif(coalesce(of_places.place_mention_count, 0) + coalesce(of_names.entity_mention_count, 0), 0)
        as low_scored_share
from of_articles
left join of_places on of_articles.source_code = of_places.source_code
left join of_names on of_articles.source_code = of_names.source_code
order by of_articles.article_count desc, of_articles.source_code asc
limit $limit::bigint;
