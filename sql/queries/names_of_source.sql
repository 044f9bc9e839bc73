-- How each source writes a person's, an organisation's or another name: forms with their mentions.
-- parameter: name
with named as (
    select entity_id
    from core.entity_spellings
    where lower(spelling) = lower($name)
),

held as (
    select distinct
        article_occurrences.article_id,
        documents.source_code
    from core.article_occurrences
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where coalesce(documents.is_current, true)
)

select
    held.source_code,
    entity_mentions.surface,
    count(*) as mention_count,
    count(distinct entity_mentions.article_id) as article_count,
    any_value(entities.canonical_name) as canonical_name
from core.entity_mentions
inner join held on entity_mentions.article_id = held.article_id
inner join core.entities on entity_mentions.entity_id = entities.entity_id
where entity_mentions.entity_id in (select named.entity_id from named)
group by held.source_code, entity_mentions.surface, entity_mentions.entity_id
order by held.source_code asc, mention_count desc, entity_mentions.surface asc;
