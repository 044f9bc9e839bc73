-- The articles that name a person, by day, with the offices that the person held on that day.
-- The person may be given by canonical name, by any form under which it was seen, or by Wikidata id. Offices are those
-- of the knowledge pack; one without an end is shown for twelve years at most, as packs do not say who still holds it.
-- parameter: person
with persons as (
    select
        entity_id,
        canonical_name,
        wikidata_id
    from core.entities
    where
        entity_type = 'PERSON'
        and (lower(canonical_name) = lower($person) or wikidata_id = upper($person))
    union
    select
        entities.entity_id,
        entities.canonical_name,
        entities.wikidata_id
    from core.entity_aliases
    inner join core.entities on entity_aliases.entity_id = entities.entity_id
    where entity_aliases.entity_type = 'PERSON' and lower(entity_aliases.alias) = lower($person)
),

named as (
    select
        persons.entity_id,
        persons.canonical_name,
        mentions.article_id,
        count(*) as mention_count
    from persons
    inner join core.entity_mentions as mentions on persons.entity_id = mentions.entity_id
    group by persons.entity_id, persons.canonical_name, mentions.article_id
)

select
    articles.published_date,
    named.canonical_name,
    entity_links.wikidata_id,
    (
        select string_agg(distinct entity_offices.office, '; ' order by entity_offices.office)
        from core.entity_offices
        where
            entity_offices.entity_id = named.entity_id
            and entity_offices.wikidata_id = entity_links.wikidata_id
            and entity_offices.first_day <= articles.published_date
            and coalesce(entity_offices.last_day, entity_offices.first_day + interval 12 years)
            >= articles.published_date
    ) as offices,
    named.mention_count,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    articles.article_id
from named
inner join core.articles on named.article_id = articles.article_id
left join core.entity_links
    on named.article_id = entity_links.article_id and named.entity_id = entity_links.entity_id
where coalesce(articles.is_current, true)
order by articles.published_date asc nulls last, articles.article_id asc, named.canonical_name asc;
