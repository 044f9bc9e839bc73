-- Sentences lie inside their article's text, in order and without overlap.
with ordered as (
    select
        sentence.article_id,
        sentence.sentence_index,
        sentence.start_char,
        sentence.end_char,
        length(article.text) as text_length,
        lag(sentence.end_char) over (
            partition by sentence.article_id order by sentence.sentence_index asc
        ) as previous_end
    from core.sentences as sentence
    left join core.articles as article on sentence.article_id = article.article_id
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
