-- One row per source and day, NULL for articles without one: how many facts were resolved, how many have a low score.
-- Facts in copies do not count; copies are counted beside.
-- Key: source_code, published_date. Parameters: none.
-- Twin of pipelines/transforms/data_quality.py.
with held as (
    select distinct
        coalesce(documents.source_code, 'unknown') as source_code,
        article_occurrences.article_id
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
),

marked as (
    select
        held.source_code,
        articles.article_id,
        articles.published_date,
        articles.published_basis,
        articles.published_score,
        duplicates.article_id is not null as is_copy
    from held
    inner join core.articles on held.article_id = articles.article_id
    left join core.duplicates on held.article_id = duplicates.article_id
),

of_articles as (
    select
        source_code,
        published_date,
        count(*) filter (where not is_copy) as article_count,
        count(*) filter (where is_copy) as copy_count,
        count(*) filter (
            where not is_copy and published_date is not null and published_basis in ('dateline', 'text')
        ) as inferred_count,
        count(*) filter (where not is_copy and published_score < 0.5) as low_scored_date_count
    from marked
    group by source_code, published_date
),

of_places as (
    select
        marked.source_code,
        marked.published_date,
        count(*) as place_mention_count,
        count(*) filter (
            where place_mentions.place_id is not null and place_mentions.resolution_basis is distinct from 'container'
        ) as resolved_count,
        count(*) filter (
            where place_mentions.place_id is not null and place_mentions.resolution_basis = 'container'
        ) as container_count,
        count(*) filter (where place_mentions.score < 0.5) as low_scored_place_count
    from marked
    inner join core.place_mentions on marked.article_id = place_mentions.article_id
    where not marked.is_copy
    group by marked.source_code, marked.published_date
),

of_names as (
    select
        marked.source_code,
        marked.published_date,
        count(*) as entity_mention_count,
        count(*) filter (where entity_mentions.score < 0.5) as low_scored_entity_count
    from marked
    inner join core.entity_mentions on marked.article_id = entity_mentions.article_id
    where not marked.is_copy
    group by marked.source_code, marked.published_date
)

select
    of_articles.source_code,
    of_articles.published_date,
    of_articles.article_count,
    of_articles.copy_count,
    of_articles.inferred_count,
    of_articles.low_scored_date_count,
    coalesce(of_places.place_mention_count, 0) as place_mention_count,
    coalesce(of_places.resolved_count, 0) as resolved_count,
    coalesce(of_places.container_count, 0) as container_count,
    coalesce(of_places.low_scored_place_count, 0) as low_scored_place_count,
    coalesce(of_names.entity_mention_count, 0) as entity_mention_count,
    coalesce(of_names.low_scored_entity_count, 0) as low_scored_entity_count
from of_articles
left join of_places
    on
        of_articles.source_code = of_places.source_code
        and of_articles.published_date is not distinct from of_places.published_date
left join of_names
    on
        of_articles.source_code = of_names.source_code
        and of_articles.published_date is not distinct from of_names.published_date;
