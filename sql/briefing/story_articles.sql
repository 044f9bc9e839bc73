-- The articles of some stories, one per source first, with the sentence that opens each.
-- Grain: article; key: article_id. Tables passed in: `chosen`, `told` (story_id, representative_article_id).
-- parameter: limit
with members as (
    select
        chosen.story_id,
        chosen.article_id,
        chosen.article_id = told.representative_article_id as is_representative,
        row_number() over (
            partition by chosen.story_id, chosen.source_code
            order by
                chosen.article_id = told.representative_article_id desc,
                chosen.published_date asc nulls last,
                chosen.article_id asc
        ) as turn
    from chosen
    inner join told on chosen.story_id = told.story_id
    where not chosen.is_copy
),

ranked as (
    select
        *,
        row_number() over (
            partition by story_id order by is_representative desc, turn asc, article_id asc
        ) as position
    from members
),

openings as (
    select
        sentences.article_id,
        arg_min(sentences.start_char, sentences.sentence_index) as start_char,
        arg_min(sentences.end_char, sentences.sentence_index) as end_char
    from core.sentences as sentences
    inner join ranked on sentences.article_id = ranked.article_id
    where sentences.kind = 'sentence' and ranked.position <= $limit::bigint
    group by sentences.article_id
)

select
    ranked.story_id,
    ranked.article_id,
    coalesce(openings.start_char, 0) as start_char,
    coalesce(openings.end_char, 1) as end_char
from ranked
left join openings on ranked.article_id = openings.article_id
where ranked.position <= $limit::bigint
order by ranked.story_id, ranked.position;
