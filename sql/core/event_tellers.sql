-- Grain: one row per mention that events are made from in an article of `units`, with its sentence and its story.
-- Key: event_mention_id. `units` is an Arrow table with a column unit_id.
-- parameter: least_score
with chosen as (
    select articles.rowid as place
    from core.articles as articles
    where articles.article_id in (select units.unit_id from units)
),

-- found by their ids first: no other article's text is opened
told as (
    select *
    from core.articles
    where rowid in (select chosen.place from chosen)
),

-- held, so that texts are joined with these alone: beneath another join an article's text is kept for each mention
mentions as materialized (
    select *
    from core.event_mentions
    where
        article_id in (select units.unit_id from units)
        and score >= $least_score::double
)

select
    mentions.event_mention_id,
    mentions.article_id,
    mentions.field,
    mentions.event_type,
    mentions.mode,
    mentions.expression,
    mentions.actor_surface,
    mentions.actor_entity_id,
    mentions.target_surface,
    mentions.target_entity_id,
    mentions.place_id,
    mentions.earliest,
    mentions.latest,
    mentions.day_basis,
    mentions.start_char,
    mentions.end_char,
    mentions.sentence_start_char,
    mentions.sentence_end_char,
    articles.story_id,
    articles.published_date,
    substr(
        if(mentions.field = 'title', articles.title, articles.text),
        mentions.sentence_start_char + 1,
        mentions.sentence_end_char - mentions.sentence_start_char
    ) as sentence
from mentions
inner join told as articles on mentions.article_id = articles.article_id
where coalesce(articles.is_current, true);
