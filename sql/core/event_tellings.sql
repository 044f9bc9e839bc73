-- Grain: one row per mention in `members` (columns event_mention_id, article_id, event_id; others are kept), with what
-- its event is made from.
-- Key: event_mention_id. A copy tells nothing by itself: it counts for its outlets only. What is looked up is narrow
-- and found first: of many mentions one join after another would keep all of what they say in memory, each once more.
with outlets as (
    select
        occurrences.article_id,
        list(distinct documents.source_code order by documents.source_code) as source_codes
    from core.article_occurrences as occurrences
    inner join raw.documents as documents on occurrences.document_id = documents.document_id
    where occurrences.article_id in (select members.article_id from members)
    group by occurrences.article_id
),

facts as materialized (
    select
        articles.article_id,
        articles.story_id,
        duplicates.article_id is not null as is_copy,
        outlets.source_codes
    from core.articles as articles
    left join core.duplicates as duplicates on articles.article_id = duplicates.article_id
    left join outlets on articles.article_id = outlets.article_id
    where articles.article_id in (select members.article_id from members)
),

told as materialized (
    select
        members.* exclude (members.event_mention_id, members.article_id),
        mentions.event_mention_id,
        mentions.article_id,
        mentions.event_type,
        mentions.mode,
        mentions.actor_entity_id,
        mentions.target_entity_id,
        mentions.place_id,
        mentions.earliest,
        mentions.latest,
        mentions.day_basis,
        mentions.status,
        mentions.is_asserted,
        mentions.score,
        mentions.quote_id
    from members
    inner join core.event_mentions as mentions on members.event_mention_id = mentions.event_mention_id
),

speakers as materialized (
    select
        told.event_mention_id,
        coalesce(quotes.speaker_entity_id, lower(quotes.speaker_surface)) as speaker
    from told
    inner join core.quotes as quotes on told.quote_id = quotes.quote_id
)

select
    told.* exclude (told.quote_id),
    facts.story_id,
    facts.is_copy,
    facts.source_codes,
    speakers.speaker
from told
inner join facts on told.article_id = facts.article_id
left join speakers on told.event_mention_id = speakers.event_mention_id;
