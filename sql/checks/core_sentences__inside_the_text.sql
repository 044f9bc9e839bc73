-- Sentences lie inside their article's text, in order and without overlap.
-- Lengths are taken before the join, so that no window carries a text: an article may be of any size.
with lengths as (
    select
        article_id,
        length(text) as text_length
    from core.articles
    where article_id in (select audited.article_id from audited)
),

ordered as (
    select
        sentence.article_id,
        sentence.sentence_index,
        sentence.start_char,
        sentence.end_char,
        lengths.text_length,
        lag(sentence.end_char) over (
            partition by sentence.article_id order by sentence.sentence_index asc
        ) as previous_end
    from audited as sentence
    left join lengths on sentence.article_id = lengths.article_id
)

select
    article_id,
    sentence_index,
    start_char,
    end_char
from ordered
where
    text_length is null
    or start_char < 0
    or end_char <= start_char
    or end_char > text_length
    or start_char < coalesce(previous_end, 0);
