-- Places that the texts spell in more than one way, such as Kyiv and Kiev, with who spells them how.
-- Only mentions of the location itself count, so that demonyms do not.
-- parameter: limit = 50
with spellings as (
    select
        place_mentions.place_id,
        place_mentions.surface,
        count(*) as mention_count,
        string_agg(distinct documents.source_code, ', ' order by documents.source_code) as sources
    from core.place_mentions
    inner join core.article_occurrences on place_mentions.article_id = article_occurrences.article_id
    inner join raw.documents on article_occurrences.document_id = documents.document_id
    where
        place_mentions.place_id is not null
        and place_mentions.role = 'literal'
        and place_mentions.resolution_basis is distinct from 'container'
        and coalesce(documents.is_current, true)
    group by place_mentions.place_id, place_mentions.surface
),

contested as (
    select
        place_id,
        count(distinct lower(surface)) as spelling_count,
        sum(mention_count)::bigint as mention_count,
        string_agg(
            surface || ' (' || mention_count || ': ' || coalesce(sources, 'unknown') || ')', '; '
            order by mention_count desc, surface asc
        ) as spellings
    from spellings
    group by place_id
)

select
    places.name as place_name,
    places.country_code,
    contested.spelling_count,
    contested.mention_count,
    contested.spellings,
    contested.place_id
from contested
inner join core.places on contested.place_id = places.place_id
where contested.spelling_count > 1
order by contested.spelling_count desc, contested.mention_count desc, place_name asc
limit $limit::bigint;
