-- A statement's cue, speaker and content cut their words out of the article's text, and all lie inside the statement.
-- Lengths are taken before the join, so that no window carries a text: an article may be of any size.
select
    quote.quote_id,
    quote.article_id,
    quote.start_char,
    quote.end_char,
    quote.content_start_char,
    quote.content_end_char,
    quote.cue,
    quote.speaker_surface
from audited as quote
left join core.articles as article on quote.article_id = article.article_id
where
    article.article_id is null
    or quote.start_char < 0
    or quote.end_char > length(article.text)
    or quote.content_start_char >= quote.content_end_char
    or quote.start_char > quote.content_start_char
    or quote.end_char < quote.content_end_char
    or quote.start_char > coalesce(quote.cue_start_char, quote.start_char)
    or quote.end_char < coalesce(quote.cue_end_char, quote.end_char)
    or quote.start_char > coalesce(quote.speaker_start_char, quote.start_char)
    or quote.end_char < coalesce(quote.speaker_end_char, quote.end_char)
    or quote.cue is distinct from substr(
        article.text, quote.cue_start_char + 1, quote.cue_end_char - quote.cue_start_char
    )
    or quote.speaker_surface is distinct from substr(
        article.text, quote.speaker_start_char + 1, quote.speaker_end_char - quote.speaker_start_char
    )
    or not starts_with(substr(article.text, quote.content_start_char + 1), split_part(quote.content, ' ... ', 1));
