-- Spans in the sentences that hold them, at most `around` characters on either side.
-- Grain: span; key: number. Table passed in: `spans` (number, article_id, field, start_char, end_char,
-- is_opening: what follows the sentence is shown too).
-- parameter: around
with inside as (
    select
        spans.number,
        min(sentences.start_char) as start_char,
        max(sentences.end_char) as end_char
    from spans
    inner join core.sentences as sentences
        on
            spans.article_id = sentences.article_id
            and spans.field = 'text'
            and spans.end_char > sentences.start_char
            and spans.start_char < sentences.end_char
    group by spans.number
),

texts as (
    select
        spans.number,
        spans.article_id,
        spans.start_char,
        spans.end_char,
        case spans.field when 'title' then articles.title else articles.text end as text,
        coalesce(inside.start_char, spans.start_char - $around::bigint) as from_char,
        case
            when spans.is_opening then length(articles.text)
            else coalesce(inside.end_char, spans.end_char + $around::bigint)
        end as to_char,
        case when spans.is_opening then 2 else 1 end * $around::bigint as most_after
    from spans
    inner join core.articles as articles on spans.article_id = articles.article_id
    left join inside on spans.number = inside.number
),

bounded as (
    select
        number,
        article_id,
        start_char,
        end_char,
        text,
        greatest(0, from_char, start_char - $around::bigint) as from_char,
        least(length(text), to_char, end_char + most_after) as to_char,
        from_char < start_char - $around::bigint as is_cut_before,
        least(length(text), to_char) > end_char + most_after as is_cut_after
    from texts
)

select
    number,
    article_id,
    is_cut_before,
    is_cut_after,
    substr(text, from_char + 1, start_char - from_char) as before,
    substr(text, start_char + 1, end_char - start_char) as marked,
    substr(text, end_char + 1, to_char - end_char) as after
from bounded
order by number;
