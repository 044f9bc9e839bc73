-- Which events some say happened and others deny: the event, the sentence that tells it and the one that denies it.
-- parameter: limit = 50
with told as (
    select
        mentions.event_id,
        mentions.status = 'denied' as is_denied,
        mentions.score,
        coalesce(speakers.canonical_name, quotes.speaker_surface, 'the paper') as speaker,
        trim(
            regexp_replace(
                substr(
                    if(mentions.field = 'title', articles.title, articles.text),
                    mentions.sentence_start_char + 1,
                    mentions.sentence_end_char - mentions.sentence_start_char
                ),
                '\s+', ' ', 'g'
            )
        ) as words
    from core.event_mentions as mentions
    inner join core.articles as articles on mentions.article_id = articles.article_id
    left join core.quotes as quotes on mentions.quote_id = quotes.quote_id
    left join core.entities as speakers on quotes.speaker_entity_id = speakers.entity_id
    where
        mentions.event_id in (
            select events.event_id from core.events as events
            where events.denied_count > 0 and events.mention_count > events.denied_count
        )
        and mentions.status in ('asserted', 'claimed', 'denied')
),

compared as (
    select
        event_id,
        string_agg(distinct speaker, '; ') filter (where not is_denied) as said_by,
        string_agg(distinct speaker, '; ') filter (where is_denied) as denied_by,
        arg_max(words, score) filter (where not is_denied) as said,
        arg_max(words, score) filter (where is_denied) as denied
    from told
    group by event_id
)

select
    events.latest,
    events.event_type,
    places.name as place_name,
    compared.said_by,
    compared.said,
    compared.denied_by,
    compared.denied,
    events.source_count,
    events.event_id
from compared
inner join core.events as events on compared.event_id = events.event_id
left join core.places as places on events.place_id = places.place_id
where compared.said is not null and compared.denied is not null
order by events.latest desc nulls last, events.source_count desc, events.event_id asc
limit $limit::bigint;
