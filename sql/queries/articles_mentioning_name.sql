-- Which articles mention a person, an organisation or another name, the latest first; copies are marked.
-- The name may be the full one or any form that was seen; letter case does not matter.
-- parameter: name
-- parameter: since = any
-- parameter: until = any
-- parameter: limit = 100
with named as (
    select entity_id
    from core.entity_spellings
    where lower(spelling) = lower($name)
),

mentions as (
    select
        article_id,
        entity_id,
        count(*) as mention_count,
        string_agg(distinct surface, ', ' order by surface) as spellings
    from core.entity_mentions
    where entity_id in (select named.entity_id from named)
    group by article_id, entity_id
),

latest as materialized (
    select
        mentions.article_id,
        mentions.entity_id,
        mentions.mention_count,
        mentions.spellings
    from mentions
    inner join core.articles on mentions.article_id = articles.article_id
    where
        coalesce(articles.is_current, true)
        and ($since = 'any' or articles.published_date >= case when $since <> 'any' then $since::date end)
        and ($until = 'any' or articles.published_date <= case when $until <> 'any' then $until::date end)
    order by articles.published_date desc nulls last, mentions.mention_count desc, articles.article_id asc
    limit $limit::bigint
)

select
    articles.published_date,
    coalesce(articles.title, articles.deck, regexp_extract(articles.text, '^[^\n]{1,160}')) as headline,
    entities.canonical_name,
    entities.entity_type,
    latest.mention_count,
    latest.spellings,
    duplicates.kind as copy_kind,
    articles.article_id
from latest
inner join core.entities on latest.entity_id = entities.entity_id
inner join core.articles on latest.article_id = articles.article_id
left join core.duplicates on articles.article_id = duplicates.article_id
order by articles.published_date desc nulls last, latest.mention_count desc, articles.article_id asc;
