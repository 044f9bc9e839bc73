-- Grain: one row per mention in `members` (columns event_mention_id, article_id, event_id), with what its event is made
-- from.
-- Key: event_mention_id. A copy tells nothing by itself: it counts for its outlets only.
with outlets as (
    select
        occurrences.article_id,
        list(distinct documents.source_code order by documents.source_code) as source_codes
    from core.article_occurrences as occurrences
    inner join raw.documents as documents on occurrences.document_id = documents.document_id
    where occurrences.article_id in (select members.article_id from members)
    group by occurrences.article_id
)

select
    members.event_id,
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
    articles.story_id,
    duplicates.article_id is not null as is_copy,
    outlets.source_codes,
    coalesce(quotes.speaker_entity_id, lower(quotes.speaker_surface)) as speaker
from members
inner join core.event_mentions as mentions on members.event_mention_id = mentions.event_mention_id
inner join core.articles as articles on members.article_id = articles.article_id
left join core.duplicates as duplicates on members.article_id = duplicates.article_id
left join outlets on members.article_id = outlets.article_id
left join core.quotes as quotes on mentions.quote_id = quotes.quote_id;
