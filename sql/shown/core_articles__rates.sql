-- How many articles stand, how long they are, and which share has a day and a language.
select
    count(*) as current_articles,
    sum(word_count)::bigint as words,
    median(word_count)::bigint as words_median,
    count(published_date) / nullif(count(*), 0) as dated_share,
    count(*) filter (where published_basis in ('text', 'dateline')) / nullif(count(*), 0) as dated_from_text_share,
    count(language_code) / nullif(count(*), 0) as language_known_share,
    count(title) / nullif(count(*), 0) as titled_share
from core.articles
where coalesce(is_current, true);
