-- Grain: one row per event of `chosen`, the columns of core.events. Key: event_id.
-- `chosen` is an Arrow table with a column event_id. Copies tell nothing by themselves: they count for their outlets
-- only. Of what is said equally often the first mention's counts, whatever order rows are met in.
with members as (
    select
        members.event_id,
        mentions.*,
        articles.story_id,
        duplicates.article_id is not null as is_copy
    from ops.event_members as members
    inner join core.event_mentions as mentions on members.event_mention_id = mentions.event_mention_id
    inner join core.articles as articles on members.article_id = articles.article_id
    left join core.duplicates as duplicates on members.article_id = duplicates.article_id
    where members.event_id in (select chosen.event_id from chosen)
),

sources as (
    select
        members.event_id,
        count(distinct documents.source_code) as source_count,
        count(distinct documents.source_code) filter (where members.is_asserted) as asserted_count
    from members
    inner join core.article_occurrences as occurrences on members.article_id = occurrences.article_id
    inner join raw.documents as documents on occurrences.document_id = documents.document_id
    group by members.event_id
),

speakers as (
    select
        members.event_id,
        count(distinct coalesce(quotes.speaker_entity_id, lower(quotes.speaker_surface))) as claimed_by_count
    from members
    inner join core.quotes as quotes on members.quote_id = quotes.quote_id
    where not members.is_copy
    group by members.event_id
),

counted as (
    select
        event_id,
        any_value(event_type) as event_type,
        mode(mode order by event_mention_id) as mode,
        mode(actor_entity_id order by event_mention_id) as actor_entity_id,
        mode(target_entity_id order by event_mention_id) as target_entity_id,
        mode(place_id order by event_mention_id) as place_id,
        coalesce(
            max(earliest) filter (where day_basis = 'text'),
            max(earliest)
        ) as earliest,
        coalesce(
            min(latest) filter (where day_basis = 'text'),
            min(latest)
        ) as latest,
        mode(story_id order by event_mention_id) as story_id,
        count(*) filter (where not is_copy) as mention_count,
        count(distinct article_id) filter (where not is_copy) as article_count,
        count(*) filter (where status = 'denied' and not is_copy) as denied_count,
        max(score) as score,
        arg_max(event_mention_id, score order by event_mention_id) as representative_mention_id
    from members
    group by event_id
),

labels as (
    select
        mentions.event_mention_id,
        trim(
            regexp_replace(
                substr(
                    if(mentions.field = 'title', articles.title, articles.text),
                    greatest(mentions.sentence_start_char, mentions.start_char - 80) + 1,
                    least(mentions.sentence_end_char, mentions.end_char + 80)
                    - greatest(mentions.sentence_start_char, mentions.start_char - 80)
                ),
                '\s+', ' ', 'g'
            )
        ) as label
    from core.event_mentions as mentions
    inner join core.articles as articles on mentions.article_id = articles.article_id
    where mentions.event_mention_id in (select counted.representative_mention_id from counted)
)

select
    counted.event_id,
    counted.event_type,
    counted.mode,
    labels.label,
    counted.actor_entity_id,
    counted.target_entity_id,
    counted.place_id,
    least(counted.earliest, coalesce(counted.latest, counted.earliest)) as earliest,
    greatest(counted.latest, coalesce(counted.earliest, counted.latest)) as latest,
    counted.story_id,
    counted.mention_count,
    counted.article_count,
    coalesce(sources.source_count, 0) as source_count,
    coalesce(sources.asserted_count, 0) as asserted_count,
    coalesce(speakers.claimed_by_count, 0) as claimed_by_count,
    counted.denied_count,
    counted.score,
    counted.representative_mention_id
from counted
left join labels on counted.representative_mention_id = labels.event_mention_id
left join sources on counted.event_id = sources.event_id
left join speakers on counted.event_id = speakers.event_id
order by counted.event_id;
