-- Grain: one row per mention of `chosen` (column event_mention_id), with its sentence.
-- Key: event_mention_id.
select
    mentions.event_mention_id,
    mentions.start_char,
    mentions.end_char,
    mentions.sentence_start_char,
    mentions.sentence_end_char,
    substr(
        if(mentions.field = 'title', articles.title, articles.text),
        mentions.sentence_start_char + 1,
        mentions.sentence_end_char - mentions.sentence_start_char
    ) as sentence
from core.event_mentions as mentions
inner join core.articles as articles on mentions.article_id = articles.article_id
where mentions.event_mention_id in (select chosen.event_mention_id from chosen);
